import { runProcess } from './compose/run-process.js';
import { startQueues } from './compose/start-queues.js';

runProcess(startQueues);
