import { resolve } from 'node:path';
import { createLogger } from '../platform/logging/logger.js';
import { localEmbedders } from './compose/local-embedders.js';

/** Fetches and converts the local models into CACHE_DIR, for images and machines that later have no network. */
const cacheDir = resolve(process.env.CACHE_DIR ?? '.cache');
const logger = createLogger({ name: 'fetch-models', level: 'info' });
const { english, multilingual } = localEmbedders({ cacheDir, threads: 1, logger });

/** A model that was fetched and does not answer must not get into an image. */
async function answers({ model, open }: typeof english | typeof multilingual): Promise<void> {
  console.log(`${model}: fetching unless it is there`);
  const embedder = await open();
  const { vectors } = await embedder.embed(['The model answers.'], { purpose: 'passage' });
  await embedder.close();
  console.log(`${model}: answers with ${vectors[0]?.length} dimensions`);
}

await answers(english);
// The multilingual engine is a library for this one system; elsewhere EMBEDDINGS_URL names a server.
if (process.platform === 'linux' && process.arch === 'x64') await answers(multilingual);
else console.log(`${multilingual.model}: not on ${process.platform} ${process.arch}`);
