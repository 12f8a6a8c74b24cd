import { runProcess } from './compose/run-process.js';
import { startWorker } from './compose/start-worker.js';

runProcess(startWorker);
