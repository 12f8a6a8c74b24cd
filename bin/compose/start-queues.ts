import type { Model } from 'mongoose';
import {
  ChatbotModel,
  ConversationModel,
  endIdleConversations,
  turnRepository,
  TurnModel,
} from '../../bots/index.js';
import { createJobStarter, reconcileJobs } from '../../jobs/index.js';
import { createEventQueue } from '../../platform/outbox/event-queue.js';
import { startRelay } from '../../platform/outbox/relay.js';
import { connect } from './connect.js';
import { every } from './every.js';

/** Answers whose process died are told so after this; the longest answer takes less. */
const abandonedAfterMs = 10 * 60_000;

/** The queues process: events to their subscribers, and the sweeps that pick up what a crash left behind. */
export async function startQueues(): Promise<{ stop(): Promise<void> }> {
  const connections = await connect('queues');
  const { config, logger, temporal, urls } = connections;
  const events = createEventQueue({ redisUrl: urls.redis, logger, subscribers: [] });
  const sources = [ChatbotModel, ConversationModel, TurnModel] as unknown as Model<never>[];
  const relay = startRelay({ sources, deliver: (event) => events.add(event), logger });
  const starter = createJobStarter({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger });
  const sweeps = [
    every(2_000, 'jobs', () => reconcileJobs({ temporal, starter, logger }), logger),
    every(60_000, 'conversations', endIdleConversations, logger),
    every(
      60_000,
      'turns',
      () => turnRepository.systemInterruptAbandoned(new Date(Date.now() - abandonedAfterMs)),
      logger,
    ),
  ];
  logger.info('queues ready');
  return {
    async stop() {
      await Promise.all(sweeps.map((sweep) => sweep.stop()));
      await relay.stop();
      await events.close();
      await connections.close();
    },
  };
}
