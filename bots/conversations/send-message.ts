import type { Actor } from '../../accounts/index.js';
import type { ConversationAnswer, SendMessage } from '../../contracts/conversations.contract.js';
import type { VersionReference } from '../../contracts/versions.contract.js';
import type { RetrieveDependencies } from '../../knowledge/index.js';
import { conflict, publicError } from '../../platform/errors/app-error.js';
import type { Gateway } from '../../providers/index.js';
import { takeBackIfLate } from '../analytics/slots/keep-slots.js';
import { requireChatbotToTalk } from '../chatbots/chatbot.policy.js';
import { answeringVersion, asOfVersion } from '../versions/answering-version.js';
import { foldSoon, topicsWithAnswer } from '../memory/turns/remember-turn.js';
import { composeTurn } from './compose-turn.js';
import { generateAnswer, type Answered, type AnswerListener, type BegunTurn } from './generate-answer.js';
import type { NewTurn } from './new-turn.js';
import { onceStored } from './once-stored.js';
import { openConversation } from './open-conversation.js';
import type { ToolDependencies } from './tools/open-toolsets.js';
import { toldFailure } from './told-failure.js';
import { stopwatch } from './stopwatch.js';
import { presentAnswer } from './turn.presenter.js';
import { turnRepository } from './turn.repository.js';

export interface SendMessageDependencies extends RetrieveDependencies {
  gateway: Gateway;
  /** What plugins are called with. */
  tools: ToolDependencies;
}

export interface BeginTurnOptions {
  actor: Actor;
  chatbotId: string;
  input: SendMessage;
  /** Another version than the published one, for editors. */
  version?: VersionReference;
  dependencies: RetrieveDependencies & { tools: ToolDependencies };
}

/**
 * The first half of a conversation turn: history and evidence. What can be refused is refused here, before a stream
 * begins. @throws AppError NOT_FOUND, FORBIDDEN for another version without the right to edit, CONFLICT when the bot is inactive or the conversation has ended
 */
export async function beginTurn({
  actor,
  chatbotId,
  input,
  version: wanted,
  dependencies,
}: BeginTurnOptions): Promise<BegunTurn> {
  const clock = stopwatch();
  const head = await requireChatbotToTalk(actor, chatbotId);
  if (head.status !== 'active') throw conflict('The chatbot is inactive');
  const version = await answeringVersion({ actor, bot: head, version: wanted });
  const bot = asOfVersion(head, version.content);
  const { organizationId } = bot;
  const { stored, ...opened } = await openConversation({ organizationId, chatbotId, ...input });
  // Waited for when the turn is stored; until then nobody may take it for unhandled.
  stored.catch(() => undefined);
  return { ...(await composeTurn({ bot, version, ...opened, input, clock, dependencies })), opened: stored };
}

export interface AnswerTurnOptions {
  /** Given when the answer is streamed; the turn is then stored before the first token. */
  listener?: AnswerListener;
  /** Ends the work at shutdown. A caller who goes away does not: the answer is made and stored all the same. */
  signal: AbortSignal;
  gateway: Gateway;
}

/**
 * The second half: the answer, stored with its turn. @throws AppError PROVIDER_ERROR or SERVICE_UNAVAILABLE when no
 * model answers; what one had said until then is kept
 */
export async function answerTurn(begun: BegunTurn, options: AnswerTurnOptions): Promise<ConversationAnswer> {
  const { turn, bot } = begun;
  const { organizationId } = bot;
  const { listener } = options;
  let stored = begun.opened ?? Promise.resolve();
  if (listener) {
    turn.maker = listener.maker;
    stored = Promise.all([stored, turnRepository.insert(organizationId, turn)]).then(() =>
      listener.start({ conversationId: turn.conversationId, messageId: turn._id }),
    );
  }
  // The model works while its turn is being stored.
  const [answered] = await Promise.all([
    generateAnswer(begun, {
      ...options,
      ...(listener ? { listener: onceStored(listener, stored) } : {}),
      stored,
    }),
    stored,
  ]);
  const failure = 'failure' in answered ? toldFailure(answered.failure) : null;
  Object.assign(answered.values, {
    told: listener?.told() ?? null,
    failure: failure && publicError(failure),
    ...topicsWithAnswer(turn, answered.values.citations),
  });
  await store(turn, answered, { organizationId, isStored: listener !== undefined });
  foldSoon({ ...turn, organizationId });
  if (failure) throw failure as Error;
  return presentAnswer({ ...turn, ...answered.values, organizationId });
}

async function store(
  turn: NewTurn,
  { values }: Answered,
  { organizationId, isStored }: { organizationId: string; isStored: boolean },
): Promise<void> {
  // The first event was stored with the turn's beginning.
  const later = values.events?.slice(turn.events?.length ?? 0);
  if (isStored) await turnRepository.finish(organizationId, turn._id, { ...values, events: later });
  else await turnRepository.insert(organizationId, { ...turn, ...values });
  await takeBackIfLate({ organizationId, chatbotId: turn.chatbotId }, turn.createdAt);
}
