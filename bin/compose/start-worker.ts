import { NativeConnection, Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createIngestActivities } from '../../activities/ingest.activities.js';
import { announceWorker, createJobNotices, createJobRun } from '../../jobs/index.js';
import { createExtractor, startJanitor } from '../../knowledge/index.js';
import { createFolderBlobStore } from '../../platform/blobs/blob-store.js';
import { ensureSearchAttributes } from '../../platform/temporal/ensure-search-attributes.js';
import { logTemporalWith } from '../../platform/temporal/sdk-logger.js';
import { connect } from './connect.js';
import { createModels } from './models.js';
import { createVectorStore } from './vector-store.js';

const workflowBundle = { codePath: fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url)) };
/** Batches that one worker processes side by side. */
const concurrentActivities = 8;
/** Texts embedded by one call: a failure in mid-batch repeats no more than these. */
const embeddingBatch = 96;

/** The worker process: workflows and activities of all jobs, and the clean-up of the vector store it writes. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const connections = await connect('worker');
  const { config, logger, redis, temporal, urls } = connections;
  logTemporalWith(logger);
  const models = await createModels({ config, logger });
  const vectors = await createVectorStore(connections, { writer: true });
  const blobs = createFolderBlobStore(join(config.DATA_DIR, 'blobs'));
  const extractor = createExtractor();
  const notices = createJobNotices({ redis, logger });
  await ensureSearchAttributes({ temporal, namespace: config.TEMPORAL_NAMESPACE, logger });
  const connection = await NativeConnection.connect({
    address: urls.temporal,
    ...(config.TEMPORAL_API_KEY ? { apiKey: config.TEMPORAL_API_KEY, tls: true } : {}),
  });
  const { gateway, embedder } = models;
  const worker = await Worker.create({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    workflowBundle,
    maxConcurrentActivityTaskExecutions: concurrentActivities,
    shutdownGraceTime: '15 seconds',
    activities: createIngestActivities({
      run: createJobRun({ notices }),
      notices,
      blobs,
      extractor,
      vectors,
      countTokens: (texts) => embedder.countTokens(texts),
      embed: async (texts, { signal, ...context }) => {
        const results: Float32Array[] = [];
        for (let start = 0; start < texts.length; start += embeddingBatch) {
          const batch = texts.slice(start, start + embeddingBatch);
          const embedded = await gateway.embed({
            context: { ...context, feature: 'ingestion' },
            texts: batch,
            purpose: 'passage',
            signal,
          });
          results.push(...embedded.vectors);
        }
        return results;
      },
    }),
  });
  const janitor = startJanitor({ vectors, blobs, logger });
  const running = worker.run();
  // A worker that gave up must not look alive: its supervisor starts another.
  running.catch((error: unknown) => {
    logger.fatal({ err: error }, 'the worker ended');
    process.exit(1);
  });
  const leave = announceWorker(redis, randomUUID());
  logger.info({ taskQueue: config.TEMPORAL_TASK_QUEUE }, 'worker ready');

  return {
    async stop() {
      await leave();
      worker.shutdown();
      await running;
      await janitor.stop();
      await extractor.close();
      await connection.close();
      await vectors.close();
      await models.close();
      await connections.close();
    },
  };
}
