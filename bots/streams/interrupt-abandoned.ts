import type { ToolEvent } from '../conversations/turn.model.js';
import type { AbandonedTurn } from '../conversations/turn.repository.js';
import { turnRepository } from '../conversations/turn.repository.js';
import type { AnswerEvent, AnswerLogs } from './answer-streams.js';
import { createToldTokens } from './told-tokens.js';

const failure = {
  code: 'SERVICE_UNAVAILABLE',
  message: 'The answer broke off because the process that made it ended; ask again',
} as const;

/**
 * Stores what an answer had said when its process died, and that it was interrupted. Whoever notices does this; only
 * the first changes anything. @returns whether it was this caller
 */
export async function interruptAbandoned(turn: AbandonedTurn, logs: AnswerLogs): Promise<boolean> {
  const tokens = createToldTokens();
  const toolEvents: ToolEvent[] = [];
  let answer = '';
  for await (const { event, data } of everythingTold(turn._id, logs)) {
    tokens.note({ event, data });
    if (event === 'token') answer += (data as { text: string }).text;
    if (event === 'tool') toolEvents.push(data as ToolEvent);
  }
  return turnRepository.interrupt(turn.organizationId, turn._id, {
    ...{ answer, told: tokens.lengths(), failure },
    ...(toolEvents.length > 0 ? { toolEvents } : {}),
  });
}

async function* everythingTold(messageId: string, logs: AnswerLogs): AsyncGenerator<AnswerEvent> {
  for (let last = 0; ;) {
    const events = await logs.read(messageId, last);
    if (events.length === 0) return;
    for (const event of events) {
      // A log that lost its beginning says nothing that could be relied on.
      if (event.id !== last + 1) return;
      yield event;
      last = event.id;
    }
  }
}

/** No answer takes longer; one that does was not stored although its maker lives. */
const longestAnswerMs = 10 * 60_000;

/** Finds answers that nobody makes any more, also when nobody follows them; returns how many. */
export async function interruptAbandonedAnswers(logs: AnswerLogs, now = Date.now()): Promise<number> {
  const gone = new Map<string | null, boolean>([[null, true]]);
  let count = 0;
  for (const turn of await turnRepository.systemAnswering(500)) {
    const { maker } = turn;
    if (maker !== null && !gone.has(maker)) gone.set(maker, await logs.isGone(maker));
    const isAbandoned = gone.get(maker) || now - turn.createdAt.getTime() > longestAnswerMs;
    if (isAbandoned && (await interruptAbandoned(turn, logs))) count++;
  }
  return count;
}
