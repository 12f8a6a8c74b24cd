import { testEveryEffect } from './effects/kill-tests.js';
import { trainingKinds } from './effects/bot-kinds.js';

testEveryEffect('worker', trainingKinds);
