import { testEveryEffect } from './effects/kill-tests.js';
import { operationKinds } from './effects/operation-kinds.js';

testEveryEffect('worker', operationKinds);
