import { testEveryEffect } from './effects/kill-tests.js';
import { webhookKinds } from './effects/webhook-kinds.js';

testEveryEffect('queues', webhookKinds);
