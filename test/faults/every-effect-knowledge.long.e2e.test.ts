import { testEveryEffect } from './effects/kill-tests.js';
import { knowledgeKinds } from './effects/knowledge-kinds.js';

testEveryEffect('worker', knowledgeKinds);
