import { Queue, UnrecoverableError, Worker } from 'bullmq';
import { Counter } from 'prom-client';
import type { Sealer } from '../crypto/sealer.js';
import type { Logger } from '../logging/logger.js';
import { measureQueue } from '../metrics/queue.metrics.js';
import { createRedis } from '../redis/redis.js';
import { MailRefused, type MailComposer, type Mailer } from './mail.js';
import { openMail } from './mail-outbox.js';
import { MailModel } from './mail.model.js';

export interface MailQueueOptions {
  redisUrl: string;
  logger: Logger;
  sealer: Sealer;
  mailer: Mailer;
  /** By template. */
  composers: Record<string, MailComposer>;
}

export interface MailQueue {
  /** Queues the messages that wait; those already queued are left alone. */
  relay(): Promise<void>;
  close(): Promise<void>;
}

const sent = new Counter({
  name: 'mails_total',
  help: 'Messages by mail, by how their last attempt ended',
  labelNames: ['template', 'outcome'] as const,
});

const longestPauseMs = 10 * 60_000;

/**
 * Sends what waits in the outbox, each message with retries of its own. The queue carries ids only; a message leaves the
 * outbox when it was sent, so a queue that lost its memory only sends it later.
 */
export function createMailQueue({
  redisUrl,
  logger,
  sealer,
  mailer,
  composers,
}: MailQueueOptions): MailQueue {
  const forQueue = createRedis({ url: redisUrl, logger, blocking: true });
  const forWorker = createRedis({ url: redisUrl, logger, blocking: true });
  const queue = new Queue<object>('mails', {
    connection: forQueue,
    defaultJobOptions: {
      attempts: 200,
      backoff: { type: 'custom' },
      removeOnComplete: true,
      removeOnFail: true,
    },
  });
  const send = async (id: string): Promise<void> => {
    const waiting = await MailModel.findById(id).lean().exec();
    if (!waiting) return;
    const { template } = waiting;
    const compose = composers[template];
    if (!compose) throw new Error(`there is no message ${template}`);
    try {
      const mail = await compose(openMail(sealer, waiting));
      if (mail) await mailer.deliver(id, mail);
      sent.inc({ template, outcome: mail ? 'sent' : 'dropped' });
    } catch (error) {
      const isFinal = error instanceof MailRefused;
      sent.inc({ template, outcome: isFinal ? 'refused' : 'failed' });
      logger.warn(
        { mailId: id, template, reason: error instanceof Error ? error.message : 'unknown' },
        'mail not sent',
      );
      if (!isFinal) throw error;
      await MailModel.deleteOne({ _id: id });
      throw new UnrecoverableError(error.message);
    }
    await MailModel.deleteOne({ _id: id });
  };
  const worker = new Worker<object>('mails', ({ id }) => send(id ?? ''), {
    connection: forWorker,
    concurrency: 5,
    settings: { backoffStrategy: (attempts) => Math.min(1_000 * 2 ** (attempts - 1), longestPauseMs) },
  });
  const report = (error: Error): void => logger.debug({ err: error }, 'mail queue connection');
  queue.on('error', report);
  worker.on('error', report);
  const endMeasure = measureQueue(queue);
  return {
    async relay() {
      const waiting = await MailModel.find({}, { _id: 1, template: 1 })
        .sort({ createdAt: 1 })
        .limit(500)
        .lean()
        .exec();
      await queue.addBulk(
        waiting.map(({ _id, template }) => ({ name: template, data: {}, opts: { jobId: _id } })),
      );
    },
    async close() {
      endMeasure();
      await worker.close();
      await queue.close();
      for (const connection of [forQueue, forWorker]) connection.disconnect();
      mailer.close();
    },
  };
}
