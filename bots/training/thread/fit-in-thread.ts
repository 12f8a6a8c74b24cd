import { Worker } from 'node:worker_threads';
import type { TrainedModel, TrainModel } from '../classifier/train-model.js';

export type FromFitThread = { kind: 'progress'; share: number } | { kind: 'trained'; trained: TrainedModel };

export type FitModel = (
  data: Omit<TrainModel, 'onProgress'>,
  options: { signal: AbortSignal; onProgress: (share: number) => void },
) => Promise<TrainedModel>;

/** Megabytes that the thread's own values may take; vectors are shared and not counted. */
const memoryMb = 2_048;

/** Learns a model on a thread of its own, which ends when the signal says so. @throws the signal's reason */
export const fitInThread: FitModel = (data, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./fit-worker.js', import.meta.url), {
      name: 'training',
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: FromFitThread) => {
      if (message.kind === 'progress') onProgress(message.share);
      else resolve(message.trained);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      // After an answer this changes nothing any more.
      reject(
        signal.aborted ? (signal.reason as Error) : new Error('The training thread ended without a model'),
      );
    });
  });
