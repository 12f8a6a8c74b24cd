import { runProcess } from './compose/run-process.js';
import { startApi } from './compose/start-api.js';

runProcess(startApi);
