import { Queue, Worker } from 'bullmq';
import { Counter } from 'prom-client';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { Logger } from '../logging/logger.js';
import { createRedis } from '../redis/redis.js';

/** Someone who is told of events; called again for the same event when it failed. */
export interface EventSubscriber {
  name: string;
  handle(event: DomainEvent): Promise<void>;
}

export interface EventQueue {
  /** Resolves when the event is queued; the same event is queued once. */
  add(event: DomainEvent): Promise<void>;
  close(): Promise<void>;
}

const relayed = new Counter({
  name: 'events_relayed_total',
  help: 'Events handed to their subscribers',
  labelNames: ['type'] as const,
});

/** Events on their way from the relay to the subscribers. */
export function createEventQueue({
  redisUrl,
  logger,
  subscribers,
}: {
  redisUrl: string;
  logger: Logger;
  subscribers: EventSubscriber[];
}): EventQueue {
  const connections = [0, 1].map(() => createRedis({ url: redisUrl, logger, blocking: true }));
  const [forQueue, forWorker] = connections;
  if (!forQueue || !forWorker) throw new Error('no connection');
  const queue = new Queue<DomainEvent>('events', {
    connection: forQueue,
    defaultJobOptions: {
      attempts: 10,
      backoff: { type: 'exponential', delay: 1_000 },
      // Kept for a while so that a repeated relay of the same event finds its id taken.
      removeOnComplete: { age: 3_600, count: 10_000 },
      removeOnFail: { age: 7 * 86_400 },
    },
  });
  const worker = new Worker<DomainEvent>(
    'events',
    async ({ data }) => {
      for (const subscriber of subscribers)
        await subscriber.handle({ ...data, timestamp: new Date(data.timestamp) });
      relayed.inc({ type: data.type });
    },
    { connection: forWorker, concurrency: 10 },
  );
  const report = (error: Error): void => logger.debug({ err: error }, 'event queue connection');
  queue.on('error', report);
  worker.on('error', report);
  return {
    async add(event) {
      await queue.add(event.type, event, { jobId: event.id });
    },
    async close() {
      await worker.close();
      await queue.close();
      for (const connection of connections) connection.disconnect();
    },
  };
}
