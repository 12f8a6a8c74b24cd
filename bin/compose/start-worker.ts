import { NativeConnection, Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBackupActivities } from '../../activities/backup.activities.js';
import { createDigestActivities } from '../../activities/digest.activities.js';
import { createEmbeddingActivities } from '../../activities/embeddings.activities.js';
import { createEvaluationActivities } from '../../activities/evaluation.activities.js';
import { createFineTuningActivities } from '../../activities/fine-tuning.activities.js';
import {
  createIngestActivities,
  type IngestActivityDependencies,
} from '../../activities/ingest.activities.js';
import { createLearningActivities } from '../../activities/learning.activities.js';
import { createJobActivities } from '../../activities/job.activities.js';
import { createModerationBatchActivities } from '../../activities/moderation-batch.activities.js';
import { createModerationExpiryActivities } from '../../activities/moderation-expiry.activities.js';
import { createReindexActivities } from '../../activities/reindex.activities.js';
import { createRefreshActivities } from '../../activities/refresh.activities.js';
import { createScheduledDigestActivities } from '../../activities/scheduled-digest.activities.js';
import { createUserDeletionActivities } from '../../activities/user-deletion.activities.js';
import { createTrainingActivities } from '../../activities/training.activities.js';
import { sweepBackups } from '../../backups/index.js';
import { fitInThread } from '../../bots/index.js';
import { sweepDeletedMessages } from '../../insights/index.js';
import { announceWorker, createJobNotices, createJobRun, createJobStarter } from '../../jobs/index.js';
import {
  createFairExtractors,
  createPageReader,
  createWebClient,
  measureTombstones,
  startJanitor,
} from '../../knowledge/index.js';
import { createTuningCharges, paidAnswerRepository } from '../../providers/index.js';
import { publicUrlOf } from '../../platform/config/config.js';
import { Turns } from '../../platform/fairness/turns.js';
import { createGuardedFetch } from '../../platform/http/guarded-fetch.js';
import { startMetricsServer } from '../../platform/metrics/metrics-server.js';
import { ensureSearchAttributes } from '../../platform/temporal/ensure-search-attributes.js';
import { temporalSecurity } from '../../platform/temporal/security.js';
import { logTemporalWith } from '../../platform/temporal/sdk-logger.js';
import { measureWorker } from '../../platform/temporal/worker.metrics.js';
import { backupSettings } from './backup-settings.js';
import { createBlobStore } from './blob-store.js';
import { connect } from './connect.js';
import { embedQuestions } from './embed-questions.js';
import { every } from './every.js';
import { createErasures } from './erasures.js';
import { insightParts } from './insight-parts.js';
import { followSettings } from './live-settings.js';
import { createModels } from './models.js';
import { moderationParts } from './moderation-parts.js';
import { pluginCalls } from './plugin-calls.js';
import { tracedBlobs, tracedVectors } from './traced-stores.js';
import { createVectorStore } from './vector-store.js';

/** The traced one takes part in traces; without them workflows run without any code of theirs. */
const workflowBundle = (isTraced: boolean) => ({
  codePath: fileURLToPath(new URL(`./workflow-bundle${isTraced ? '.traced' : ''}.js`, import.meta.url)),
});
/** What one worker works on at the same time; no organisation has it all. */
const places = { places: 8, placesPerOwner: 6, waitingPerOwner: 40 };
/** Most of what Temporal hands out only waits for its turn; even a busy organisation leaves room for others. */
const concurrentActivities = 64;
/** Vectors that a job has paid for are kept so long, so that an interruption costs nothing. */
const keptForJobsSeconds = 7_200;
const deletedMessagesMs = 1_000;
const deletedBackupsMs = 2_000;

/** The worker process: workflows and activities of all jobs, and the clean-up of the vector store it writes. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const connections = await connect('worker');
  const { config, logger, redis, temporal, urls, telemetry } = connections;
  logTemporalWith(logger);
  const followed = await followSettings(connections);
  const models = await createModels({ config, settings: followed.settings, logger });
  const vectors = tracedVectors(await createVectorStore(connections, { writer: true }), telemetry);
  const blobs = tracedBlobs(await createBlobStore(connections), telemetry);
  const extractors = createFairExtractors();
  const pageReader = createPageReader();
  const outbound = createGuardedFetch({ publicUrl: publicUrlOf(config), allow: config.OUTBOUND_ALLOW });
  const plugins = pluginCalls(config);
  const starter = createJobStarter({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const notices = createJobNotices({ redis, logger });
  const run = createJobRun({
    notices,
    onEnd: ({ _id, organizationId }) => paidAnswerRepository.forgetJob(organizationId, _id),
  });
  const turns = new Turns(places);
  await ensureSearchAttributes({ temporal, namespace: config.TEMPORAL_NAMESPACE, logger });
  const connection = await NativeConnection.connect({
    address: urls.temporal,
    ...temporalSecurity(config),
  });
  const backups = backupSettings(config);
  const { gateway, embedders, budgets } = models;
  const charges = createTuningCharges({ budgets });
  const ingestion: IngestActivityDependencies = {
    ...{ run, notices, turns, blobs, extractors, vectors },
    scratchDir: join(config.DATA_DIR, 'unpacked'),
    web: { client: createWebClient({ fetch: outbound.fetch }), reader: pageReader },
    tokenCounter: async (model) => {
      const embedder = await embedders.get(model);
      return (texts) => embedder.countTokens(texts);
    },
    isPaid: (model) => embedders.isRemote(model),
    embed: async (texts, { signal, model, ...context }) => {
      const call = { model, texts, purpose: 'passage', signal } as const;
      return (await gateway.embed({ ...call, context: { ...context, feature: 'ingestion' } })).vectors;
    },
  };
  const worker = await Worker.create({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    workflowBundle: workflowBundle(telemetry.enabled),
    ...telemetry.temporal.worker,
    maxConcurrentActivityTaskExecutions: concurrentActivities,
    shutdownGraceTime: '15 seconds',
    activities: {
      ...createRefreshActivities({ starter }),
      ...createScheduledDigestActivities({ starter }),
      ...createJobActivities({ run }),
      ...createUserDeletionActivities({ run, erasures: createErasures({ temporal, blobs, vectors }) }),
      ...createFineTuningActivities({
        ...{ run, notices, turns, gateway, fineTuning: models.fineTuning, charges },
        pollSeconds: config.FINE_TUNING_POLL_SECONDS,
      }),
      ...createTrainingActivities({
        ...{ run, notices, turns, fineTuning: models.fineTuning, charges },
        fit: fitInThread,
        embeddingFor: (language) => embedders.modelFor(language),
        // As questions are embedded, since questions are what they are compared with.
        embed: async (texts, { signal, model, ...context }) => {
          const call = { model, texts, purpose: 'query', signal } as const;
          return (await gateway.embed({ ...call, context: { ...context, feature: 'training' } })).vectors;
        },
      }),
      ...createLearningActivities({
        ...{ run, notices, turns, vectors, blobs, starter, gateway },
        embeddingFor: (language) => embedders.modelFor(language),
        embed: embedQuestions(gateway, 'learning'),
      }),
      ...createEvaluationActivities({
        ...{ run, notices, turns, vectors, gateway },
        tools: { ...plugins.dependencies, logger, sealer: followed.sealer },
        embeddingFor: (language) => embedders.modelFor(language),
        embed: embedQuestions(gateway, 'evaluation'),
      }),
      ...createIngestActivities(ingestion),
      ...createReindexActivities(ingestion),
      ...createDigestActivities({
        ...{ run, notices, turns },
        insights: insightParts({ models, settings: followed.settings, logger }),
      }),
      ...createEmbeddingActivities({
        ...{ run, notices, turns },
        embedding: { gateway, embedders, vectors, cacheSeconds: () => keptForJobsSeconds },
      }),
      ...createBackupActivities({
        ...{ run, notices, turns },
        backups: { settings: backups, vectors, blobs },
      }),
      ...createModerationExpiryActivities(),
      ...createModerationBatchActivities({
        ...{ run, notices, turns },
        moderation: moderationParts({ config, logger, redis, temporal, models }),
      }),
    },
  });
  const janitor = startJanitor({ vectors, blobs, logger });
  const messages = every(deletedMessagesMs, 'deleted messages', () => sweepDeletedMessages(vectors), logger);
  const deletedBackups = every(deletedBackupsMs, 'deleted backups', () => sweepBackups(backups), logger);
  const running = worker.run();
  // A worker that gave up must not look alive: its supervisor starts another.
  running.catch((error: unknown) => {
    logger.fatal({ err: error }, 'the worker ended');
    process.exit(1);
  });
  measureWorker(worker, { activitySlots: concurrentActivities });
  measureTombstones();
  const metrics = await startMetricsServer({
    port: config.WORKER_METRICS_PORT,
    host: config.METRICS_HOST,
    logger,
  });
  const leave = announceWorker(redis, randomUUID());
  logger.info({ taskQueue: config.TEMPORAL_TASK_QUEUE, vectors: vectors.engine }, 'worker ready');

  return {
    async stop() {
      await leave();
      worker.shutdown();
      await running;
      await metrics.stop();
      await janitor.stop();
      await messages.stop();
      await deletedBackups.stop();
      await extractors.close();
      await pageReader.close();
      await outbound.close();
      await plugins.close();
      await connection.close();
      await vectors.close();
      await models.close();
      await followed.close();
      await connections.close();
    },
  };
}
