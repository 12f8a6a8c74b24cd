import type { Redis } from 'ioredis';
import type { Logger } from '../../platform/logging/logger.js';
import { createEventLogWriter, type EventLogWriter } from '../../platform/redis/event-log-writer.js';
import { createEventLog, type LoggedEvent } from '../../platform/redis/event-log.js';
import { createNotices, type Notices } from '../../platform/redis/notices.js';
import type { Presence } from '../../platform/redis/presence.js';

export type AnswerEvent = LoggedEvent;

/** What is told of answers while they are made, for every process to read. */
export interface AnswerLogs {
  read(messageId: string, after: number): Promise<AnswerEvent[]>;
  /** Calls back when there may be more, until the returned function is called. */
  subscribe: Notices['subscribe'];
  /** Whether the process that makes an answer is dead for certain. */
  isGone: Presence['isGone'];
}

export interface AnswerStreams extends AnswerLogs {
  /** Names this process as the maker of its answers. */
  maker: string;
  open(messageId: string): EventLogWriter;
  /** Resolves when every log is written. */
  settled(): Promise<void>;
}

const prefix = 'answer';

export const createAnswerLogs = ({
  redis,
  subscriber,
  presence,
  logger,
}: {
  redis: Redis;
  subscriber?: Redis;
  presence: Presence;
  logger: Logger;
}): AnswerLogs => {
  const log = createEventLog({ redis, prefix });
  const { subscribe } = createNotices({ redis, subscriber, prefix, logger });
  return { read: log.read, subscribe, isGone: presence.isGone };
};

/** For processes that make answers. */
export function createAnswerStreams({
  maker,
  ...options
}: Parameters<typeof createAnswerLogs>[0] & { maker: string }): AnswerStreams {
  const log = createEventLog({ redis: options.redis, prefix });
  const ending = new Set<Promise<void>>();
  return {
    ...createAnswerLogs(options),
    maker,
    open(messageId) {
      const writer = createEventLogWriter({ log, id: messageId, logger: options.logger });
      return {
        ...writer,
        end(end) {
          const ended = writer.end(end).finally(() => ending.delete(ended));
          ending.add(ended);
          return ended;
        },
      };
    },
    async settled() {
      await Promise.all(ending);
    },
  };
}
