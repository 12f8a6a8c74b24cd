import { parentPort, workerData } from 'node:worker_threads';
import { trainModel, type TrainModel } from '../classifier/train-model.js';
import type { FromFitThread } from './fit-in-thread.js';

/** A thread that learns one model; it blocks its event loop, which has nothing else to do. */
const port = parentPort;
if (!port) throw new Error('The fit worker runs as a thread only');

const send = (message: FromFitThread): void => port.postMessage(message);
const trained = trainModel({
  ...(workerData as TrainModel),
  onProgress: (share) => send({ kind: 'progress', share }),
});
send({ kind: 'trained', trained });
