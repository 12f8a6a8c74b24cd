import type { Actor } from '../../accounts/index.js';
import type { ConversationAnswer } from '../../contracts/conversations.contract.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { requireTurn } from '../conversations/replay-turn.js';
import type { TurnDocument } from '../conversations/turn.model.js';
import { turnRepository } from '../conversations/turn.repository.js';
import type { AnswerEvent, AnswerLogs } from './answer-streams.js';
import { interruptAbandoned } from './interrupt-abandoned.js';
import { tellRest } from './tell-again.js';

/** A lost notice, a maker that died and a store that is away are noticed by looking again. */
const lookAgainMs = 1_000;
/** So long the log may be unreadable before a follower is told so. */
const patienceMs = 10_000;

const unreadable = (cause: unknown): AppError =>
  new AppError(
    'SERVICE_UNAVAILABLE',
    'The answer is being made, but cannot be followed from here right now; resume later or read it in the history',
    { cause, retryAfter: 5 },
  );

export interface FollowOptions {
  turn: TurnDocument;
  /** The last event that the listener has. */
  after: number;
  logs: AnswerLogs;
  signal: AbortSignal;
}

/** A turn whose answer can be followed. @throws AppError NOT_FOUND; SERVICE_UNAVAILABLE while its log cannot be read */
export async function openAnswer({
  actor,
  chatbotId,
  conversationId,
  messageId,
  logs,
}: {
  actor: Actor;
  chatbotId: string;
  conversationId: string;
  messageId: string;
  logs: AnswerLogs;
}): Promise<TurnDocument> {
  const turn = await requireTurn(actor, chatbotId, conversationId, messageId);
  if (turn.status === 'answering') {
    await logs.read(messageId, 0).catch((cause: unknown) => {
      throw unreadable(cause);
    });
  }
  return turn;
}

/**
 * Tells an answer after an event to its end, from any process: what its maker logs while it is made, then what is
 * stored. Ends without a last event only when `signal` is aborted. @throws AppError
 */
export async function* followAnswer({
  turn,
  after,
  logs,
  signal,
}: FollowOptions): AsyncGenerator<AnswerEvent> {
  const alarm = createAlarm(signal);
  const unsubscribe = logs.subscribe(turn._id, alarm.ring);
  let last = after;
  let readableAt = Date.now();
  let current: TurnDocument = turn;
  try {
    while (!signal.aborted) {
      if (current.status !== 'answering') return yield* tellRest(current, last);
      const before = last;
      try {
        for (const event of await logs.read(turn._id, last)) {
          // Behind a gap: its maker writes again what the store lost, or the whole is stored in the end.
          if (event.id !== last + 1) break;
          last = event.id;
          yield event;
          if (event.event === 'done' || event.event === 'error') return;
        }
        readableAt = Date.now();
      } catch (cause) {
        if (Date.now() - readableAt > patienceMs) throw unreadable(cause);
      }
      if (last > before || (await alarm.wait(lookAgainMs))) continue;
      current = await look(current, logs);
    }
  } finally {
    unsubscribe();
  }
}

/** The turn as it is stored now; one whose maker died is interrupted by whoever looks. */
async function look(turn: TurnDocument, logs: AnswerLogs): Promise<TurnDocument> {
  const { organizationId, chatbotId, _id } = turn;
  const find = () => turnRepository.find(organizationId, chatbotId, _id);
  let current = await find();
  if (current?.status === 'answering' && current.maker && (await logs.isGone(current.maker))) {
    await interruptAbandoned(current, logs);
    current = await find();
  }
  if (!current) throw notFound('Message');
  return current;
}

/** The whole answer, once it is made. @throws AppError with the failure of one that was interrupted */
export async function untilAnswered(options: Omit<FollowOptions, 'after'>): Promise<ConversationAnswer> {
  for await (const { event, data } of followAnswer({ ...options, after: 0 })) {
    if (event === 'done') return data as ConversationAnswer;
    if (event === 'error') {
      const { code, message } = data as Pick<AppError, 'code' | 'message'>;
      throw new AppError(code, message);
    }
  }
  throw new AppError('SERVICE_UNAVAILABLE', 'The server is stopping; ask again', { retryAfter: 1 });
}

interface Alarm {
  ring(): void;
  /** Resolves when it rings, or has rung since the last wait, with true; after the time with false. */
  wait(ms: number): Promise<boolean>;
}

function createAlarm(signal: AbortSignal): Alarm {
  let hasRung = false;
  let wake: () => void = () => undefined;
  const ring = (): void => {
    hasRung = true;
    wake();
  };
  signal.addEventListener('abort', ring);
  return {
    ring,
    async wait(ms) {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const result = hasRung;
      hasRung = false;
      return result;
    },
  };
}
