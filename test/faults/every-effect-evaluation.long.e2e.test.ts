import { evaluationKinds } from './effects/bot-kinds.js';
import { testEveryEffect } from './effects/kill-tests.js';

testEveryEffect('worker', evaluationKinds);
