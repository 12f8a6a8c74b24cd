import { Queue, Worker } from 'bullmq';
import type { Logger } from '../../platform/logging/logger.js';
import { measureQueue } from '../../platform/metrics/queue.metrics.js';
import { createRedis } from '../../platform/redis/redis.js';
import { withinMs } from '../../platform/within-ms.js';
import type { DueDelivery } from './delivery.repository.js';

export type AttemptJob = Pick<DueDelivery, '_id' | 'organizationId' | 'webhookId'>;

export interface DeliveryQueue {
  /** Has an attempt made when it is due. What Valkey cannot take now is found by the sweep; this never fails. */
  add(delivery: DueDelivery): Promise<void>;
  close(): Promise<void>;
}

/** All in flight; each webhook and organisation has a share of them, see `Lanes`. */
const concurrency = 100;
const patienceMs = 2_000;
const closeMs = 20_000;

/** Triggers of attempts, one job each. What is due is known by MongoDB alone: jobs may be lost, doubled and late. */
export function createDeliveryQueue({
  redisUrl,
  logger,
  process,
}: {
  redisUrl: string;
  logger: Logger;
  process: (job: AttemptJob) => Promise<void>;
}): DeliveryQueue {
  // Adding must not wait for a Valkey that is away, as events wait behind it.
  const forQueue = createRedis({ url: redisUrl, logger });
  const forWorker = createRedis({ url: redisUrl, logger, blocking: true });
  const queue = new Queue<AttemptJob>('webhooks', {
    connection: forQueue,
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  });
  const worker = new Worker<AttemptJob>('webhooks', ({ data }) => process(data), {
    connection: forWorker,
    concurrency,
    // A process that was killed holds its jobs for no longer than this.
    lockDuration: 15_000,
    stalledInterval: 5_000,
  });
  const report = (error: Error): void => logger.debug({ err: error }, 'webhook queue connection');
  queue.on('error', report);
  worker.on('error', report);
  worker.on('failed', (job, error) =>
    logger.warn({ err: error, deliveryId: job?.data._id }, 'attempt not made; will be repeated'),
  );
  const endMeasure = measureQueue(queue);
  return {
    async add({ attemptCount, nextAttemptAt, ...data }) {
      const dueAt = nextAttemptAt?.getTime() ?? Date.now();
      // The due time is part of the id: whoever asks for a delivery again need not wait for the former job.
      const options = {
        jobId: `${data._id}-${attemptCount}-${dueAt}`,
        delay: Math.max(0, dueAt - Date.now()),
      };
      await withinMs(patienceMs, () => queue.add('attempt', data, options)).catch(report);
    },
    async close() {
      endMeasure();
      // Attempts in flight are waited for; a Valkey that is away would be waited for without end.
      const isAway = forWorker.status !== 'ready';
      const enoughMs = isAway ? patienceMs : closeMs;
      await withinMs(enoughMs, () => Promise.all([worker.close(isAway), queue.close()])).catch(report);
      forQueue.disconnect();
      forWorker.disconnect();
    },
  };
}
