import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '../../../platform/errors/app-error.js';
import type { EmbeddingThreadData, FromThread, ToThread } from './embedding-messages.js';
import { loadOnnxEmbedding } from './onnx-embedding.js';
import { loadTokenizer } from './tokenizer.js';

/** A thread that embeds texts one after the other; inference blocks its event loop, which has nothing else to do. */
const port = parentPort;
if (!port) throw new Error('The embedding worker runs as a thread only');

const files = workerData as EmbeddingThreadData;
const model = await loadOnnxEmbedding(files.model, await loadTokenizer(files.tokenizer));

const send = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

async function answer(text: string): Promise<void> {
  try {
    const embedded = await model.embed(text);
    send(embedded, [embedded.vector.buffer]);
  } catch (error) {
    send({ error: errorMessage(error) });
  }
}

async function stop(): Promise<void> {
  await model.release();
  port?.close();
}

port.on('message', (message: ToThread) => void (message === 'stop' ? stop() : answer(message.text)));
send('ready');
