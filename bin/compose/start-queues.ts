import type { Model } from 'mongoose';
import {
  ChatbotModel,
  ConversationModel,
  createAnswerLogs,
  createSlotSweep,
  endIdleConversations,
  interruptAbandonedAnswers,
  sweepTurnMemory,
  TurnModel,
} from '../../bots/index.js';
import { createDigestSchedules, createExpiryTimers, DigestModel } from '../../insights/index.js';
import { createJobNotices, createJobStarter, measureJobs, reconcileJobs } from '../../jobs/index.js';
import { startMetricsServer } from '../../platform/metrics/metrics-server.js';
import { createRefreshSchedules, sweepKeptVectors } from '../../knowledge/index.js';
import { startRelay } from '../../platform/outbox/relay.js';
import { tellSubscribers } from '../../platform/outbox/subscribers.js';
import { watchPresence } from '../../platform/redis/presence.js';
import { createWebhookDeliveries, measureDeliveries } from '../../webhooks/index.js';
import { BudgetLedgerModel, resumeHeldJobs, sweepPaidAnswers } from '../../providers/index.js';
import { connect } from './connect.js';
import { followSettings } from './live-settings.js';
import { every } from './every.js';
import { sendMails } from './mails.js';
import { webhookSending } from './webhook-sending.js';

/** The queues process: events to their subscribers, and the sweeps that pick up what a crash left behind. */
export async function startQueues(): Promise<{ stop(): Promise<void> }> {
  const connections = await connect('queues');
  const { config, logger, redis, temporal, urls } = connections;
  const followed = await followSettings(connections);
  const { settings } = followed;
  const notices = createJobNotices({ redis, logger });
  const sending = webhookSending(config);
  const webhooks = createWebhookDeliveries({ ...sending.settings, redisUrl: urls.redis, logger });
  const sources = [
    ChatbotModel,
    ConversationModel,
    TurnModel,
    DigestModel,
    BudgetLedgerModel,
  ] as unknown as Model<never>[];
  const relay = startRelay({ sources, deliver: tellSubscribers([webhooks.subscriber]), logger });
  const starter = createJobStarter({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const answers = createAnswerLogs({ redis, presence: watchPresence(redis), logger });
  const schedules = createRefreshSchedules({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const digests = createDigestSchedules({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const timers = createExpiryTimers({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const mails = sendMails({ config, redisUrl: urls.redis, logger });
  const sweeps = [
    every(1_000, 'mails', () => mails.relay(), logger),
    every(60_000, 'refresh schedules', () => schedules.reconcile(), logger),
    every(60_000, 'digest schedules', () => digests.reconcile(), logger),
    every(5_000, 'moderation timers', () => timers.reconcile(), logger),
    every(2_000, 'jobs', () => reconcileJobs({ temporal, starter, logger }), logger),
    every(1_000, 'webhook deliveries', () => webhooks.sweep(), logger),
    every(600_000, 'kept vectors', sweepKeptVectors, logger),
    every(600_000, 'paid answers', () => sweepPaidAnswers(), logger),
    every(60_000, 'conversations', endIdleConversations, logger),
    every(5_000, 'analytics', createSlotSweep(), logger),
    every(15_000, 'memory', sweepTurnMemory, logger),
    every(2_000, 'held jobs', () => resumeHeldJobs({ settings, temporal, notices }), logger),
    every(2_000, 'answers', () => interruptAbandonedAnswers(answers), logger),
  ];
  const endMeasures = [measureJobs(), measureDeliveries()];
  const metrics = await startMetricsServer({
    port: config.QUEUES_METRICS_PORT,
    host: config.METRICS_HOST,
    logger,
  });
  logger.info({ mails: mails.destination }, 'queues ready');
  return {
    async stop() {
      endMeasures.forEach((end) => end());
      await metrics.stop();
      await Promise.all(sweeps.map((sweep) => sweep.stop()));
      await relay.stop();
      await webhooks.close();
      await sending.close();
      await mails.close();
      await followed.close();
      await connections.close();
    },
  };
}
