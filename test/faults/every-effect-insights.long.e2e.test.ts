import { testEveryEffect } from './effects/kill-tests.js';
import { insightKinds } from './effects/insight-kinds.js';

testEveryEffect('worker', insightKinds);
