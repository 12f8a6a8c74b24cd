import { expect, test } from '@jest/globals';
import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import { readConversation } from '../text/conversation.js';
import { periodOf, statsOf, trendsOf } from './digest-facts.js';

const message = (author: string, created_at: string, more: Partial<AiMessage> = {}): AiMessage => ({
  id: created_at,
  content: 'We should automate the deployment.',
  author_id: author.toLowerCase(),
  author_name: author,
  created_at,
  ...more,
});
const read = (...messages: AiMessage[]) => readConversation(messages);

test('a period is the day, the week from Monday or the month of the last message, in UTC', async () => {
  // 00:30 in Zurich is still the day before in UTC.
  const conversation = await read(
    message('Alice', '2026-02-01T00:30:00+01:00'),
    message('Bob', '2026-01-02T08:00:00Z'),
  );
  expect(periodOf(conversation, 'daily')).toEqual({
    start: '2026-01-31T00:00:00Z',
    end: '2026-01-31T23:59:59Z',
  });
  expect(periodOf(conversation, 'weekly')).toEqual({
    start: '2026-01-26T00:00:00Z',
    end: '2026-02-01T23:59:59Z',
  });
  expect(periodOf(conversation, 'monthly')).toEqual({
    start: '2026-01-01T00:00:00Z',
    end: '2026-01-31T23:59:59Z',
  });
});

test('counts are exact, and null where the messages do not tell', async () => {
  const at = '2026-01-31T10:00:00Z';
  expect(statsOf(await read(message('Alice', at), message('Bob', at)))).toEqual({
    ...{ totalMessages: 2, activeUsers: 2 },
    ...{ threadsStarted: null, reactions: null },
  });
  const told = await read(
    message('Alice', at, { thread_id: 't1', reactions: [{ emoji: '👍', count: 3 }] }),
    message('Alice', at, { thread_id: 't1', reactions: [] }),
    message('Bob', at, {
      thread_id: 't2',
      reactions: [
        { emoji: '🎉', count: 1 },
        { emoji: '👀', count: 1 },
      ],
    }),
    message('Carol', at),
  );
  expect(statsOf(told)).toEqual({ totalMessages: 4, activeUsers: 3, threadsStarted: 2, reactions: 5 });
});

test('who wrote most, what was liked most, and when most was written', async () => {
  const conversation = await read(
    message('Alice', '2026-01-31T10:05:00Z'),
    message('Alice', '2026-01-31T10:50:00Z'),
    message('Bob', '2026-01-31T14:00:00Z', {
      content: 'Pizza at noon',
      reactions: [{ emoji: '🍕', count: 4 }],
    }),
    message('Bob', '2026-01-31T14:10:00Z', { reactions: [{ emoji: '👍', count: 1 }] }),
    message('Alice', '2026-01-31T23:30:00Z'),
  );
  expect(trendsOf(conversation)).toEqual({
    mostActive: 'Alice (3 messages)',
    mostReacted: 'Bob: “Pizza at noon” (4 reactions)',
    peakHours: ['10:00-11:00', '14:00-15:00'],
  });
  expect(trendsOf(await read(message('Alice', '2026-01-31T23:30:00Z')))).toEqual({
    mostActive: 'Alice (1 message)',
    mostReacted: null,
    peakHours: ['23:00-00:00'],
  });
});
