import { accountKinds } from './effects/account-kinds.js';
import { learningKinds } from './effects/bot-kinds.js';
import { testEveryEffect } from './effects/kill-tests.js';

testEveryEffect('worker', [...accountKinds, ...learningKinds]);
