import type { Actor } from '../../accounts/index.js';
import type { ConversationAnswer, SendMessage } from '../../contracts/conversations.contract.js';
import type { RetrieveDependencies } from '../../knowledge/index.js';
import { AppError, conflict } from '../../platform/errors/app-error.js';
import { ProviderError, type Gateway } from '../../providers/index.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { gatherEvidence } from './gather-evidence.js';
import { generateAnswer, type Answered, type AnswerListener, type BegunTurn } from './generate-answer.js';
import { newTurn, type NewTurn } from './new-turn.js';
import { openConversation } from './open-conversation.js';
import { stopwatch } from './stopwatch.js';
import { presentAnswer } from './turn.presenter.js';
import { turnRepository } from './turn.repository.js';

export interface SendMessageDependencies extends RetrieveDependencies {
  gateway: Gateway;
}

export interface BeginTurnOptions {
  actor: Actor;
  chatbotId: string;
  input: SendMessage;
  dependencies: RetrieveDependencies;
}

/** Turns of the conversation that the model sees again. */
const rememberedTurns = 10;

/**
 * The first half of a conversation turn: history and evidence. What can be refused is refused here, before a stream
 * begins. @throws AppError NOT_FOUND, CONFLICT when the bot is inactive or the conversation has ended
 */
export async function beginTurn({
  actor,
  chatbotId,
  input,
  dependencies,
}: BeginTurnOptions): Promise<BegunTurn> {
  const clock = stopwatch();
  const bot = await requireChatbot(actor, chatbotId);
  if (bot.status !== 'active') throw conflict('The chatbot is inactive');
  const { organizationId } = bot;
  const { conversation, isNew } = await openConversation({ organizationId, chatbotId, ...input });
  const [history, evidence] = await Promise.all([
    isNew ? [] : turnRepository.recent(organizationId, conversation._id, rememberedTurns),
    gatherEvidence(bot, input.message, dependencies),
  ]);
  clock.lap('retrieval');
  return { bot, evidence, clock, turn: newTurn({ bot, conversation, input, evidence, history }) };
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
  if (listener) {
    await turnRepository.insert(organizationId, turn);
    listener.start({ conversationId: turn.conversationId, messageId: turn._id });
  }
  const answered = await generateAnswer(begun, options);
  await store(turn, answered, { organizationId, isStored: listener !== undefined });
  if ('failure' in answered) throw toldTo(answered.failure);
  return presentAnswer({ ...turn, ...answered.values, organizationId });
}

async function store(
  turn: NewTurn,
  { values }: Answered,
  { organizationId, isStored }: { organizationId: string; isStored: boolean },
): Promise<void> {
  if (!isStored) return turnRepository.insert(organizationId, { ...turn, ...values });
  // The first event was stored with the turn's beginning.
  const later = values.events?.slice(turn.events?.length ?? 0);
  await turnRepository.finish(organizationId, turn._id, { ...values, events: later });
}

/** An answer that broke off is the provider's failure, not ours; its own words stay in the log. */
const toldTo = (failure: unknown): unknown =>
  failure instanceof ProviderError
    ? new AppError('PROVIDER_ERROR', failure.message, { cause: failure })
    : failure;
