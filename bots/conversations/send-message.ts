import type { Actor } from '../../accounts/index.js';
import type { Citation, ConversationAnswer, SendMessage } from '../../contracts/conversations.contract.js';
import type { RetrieveDependencies } from '../../knowledge/index.js';
import { conflict } from '../../platform/errors/app-error.js';
import { newId } from '../../platform/ids.js';
import { event } from '../../platform/outbox/event.js';
import type { Gateway, GatewayEnd } from '../../providers/index.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { citationsIn } from './citations.js';
import type { ConversationDocument } from './conversation.model.js';
import { gatherEvidence, type GatheredEvidence } from './gather-evidence.js';
import { openConversation } from './open-conversation.js';
import { buildPrompt } from './prompt.js';
import type { TurnDocument } from './turn.model.js';
import { presentAnswer } from './turn.presenter.js';
import { turnRepository } from './turn.repository.js';

/** Follows an answer while it is made. */
export interface AnswerListener {
  start(ids: { conversationId: string; messageId: string }): void;
  token(text: string): void;
  citations(citations: Citation[]): void;
}

export interface SendMessageDependencies extends RetrieveDependencies {
  gateway: Gateway;
}

export interface SendMessageOptions {
  actor: Actor;
  chatbotId: string;
  input: SendMessage;
  /** Given when the answer is streamed; the turn is then stored before the first token. */
  listener?: AnswerListener;
  /** Ends the work at shutdown. A caller who goes away does not: the answer is made and stored all the same. */
  signal: AbortSignal;
  dependencies: SendMessageDependencies;
}

/** Turns of the conversation that the model sees again. */
const rememberedTurns = 10;

/**
 * One conversation turn: history, evidence, answer, all stored. @throws AppError NOT_FOUND, CONFLICT when the bot is
 * inactive or the conversation has ended, PROVIDER_ERROR or SERVICE_UNAVAILABLE when no model answers
 */
export async function sendMessage(options: SendMessageOptions): Promise<ConversationAnswer> {
  const { actor, chatbotId, input, listener, dependencies } = options;
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
  const turn = newTurn({ bot, conversation, input, evidence, history });
  if (listener) {
    await turnRepository.insert(organizationId, turn);
    listener.start({ conversationId: conversation._id, messageId: turn._id });
  }
  const answered = await generate({ turn, bot, evidence, clock, ...options });
  await store(turn, answered, { organizationId, isStored: listener !== undefined });
  if ('failure' in answered) throw answered.failure as Error;
  return presentAnswer({ ...turn, ...answered.values, organizationId });
}

type NewTurn = Omit<TurnDocument, 'organizationId'>;

function newTurn({
  bot,
  conversation,
  input,
  evidence,
  history,
}: {
  bot: ChatbotDocument;
  conversation: ConversationDocument;
  input: SendMessage;
  evidence: GatheredEvidence;
  history: { question: string; answer: string }[];
}): NewTurn {
  const { message, metadata = null } = input;
  const { organizationId } = bot;
  const { passages, hasKnowledge, mode, minScore } = evidence;
  const ids = { userMessageId: newId(), messageId: newId() };
  const about = { chatbotId: bot._id, conversationId: conversation._id, userId: conversation.userId };
  return {
    _id: ids.messageId,
    userMessageId: ids.userMessageId,
    ...about,
    question: message,
    answer: '',
    status: 'answering',
    citations: [],
    grounded: false,
    confidence: null,
    provider: null,
    model: null,
    usage: null,
    latencyMs: null,
    metadata,
    rating: null,
    trace: {
      prompt: buildPrompt({ bot, history, passages, question: message, hasKnowledge }),
      query: message,
      mode,
      minScore,
      passages,
      attempts: [],
      timings: {},
    },
    events: [event('message.received', { organizationId, data: { ...about, messageId: ids.userMessageId } })],
    createdAt: new Date(),
    answeredAt: null,
  };
}

type Answered =
  { values: Partial<NewTurn> & Pick<NewTurn, 'answer'> } | { values: Partial<NewTurn>; failure: unknown };

/** Lets a model answer. A failure on the way keeps what was written so far. */
async function generate({
  turn,
  bot,
  evidence,
  clock,
  listener,
  signal,
  dependencies,
}: SendMessageOptions & {
  turn: NewTurn;
  bot: ChatbotDocument;
  evidence: GatheredEvidence;
  clock: Stopwatch;
}): Promise<Answered> {
  const { organizationId } = bot;
  const { passages, hasKnowledge } = evidence;
  let answer = '';
  let end: GatewayEnd | undefined;
  try {
    const chunks = dependencies.gateway.chat({
      context: {
        organizationId,
        feature: 'conversation',
        chatbotId: bot._id,
        conversationId: turn.conversationId,
      },
      preference: { provider: bot.model.provider, model: bot.model.name },
      request: {
        messages: turn.trace?.prompt ?? [],
        temperature: bot.model.temperature,
        maxTokens: bot.model.maxTokens,
        evidence: { question: turn.question, passages },
      },
      signal,
    });
    for await (const chunk of chunks) {
      if (chunk.type === 'text') {
        if (answer === '') clock.lap('firstToken');
        answer += chunk.text;
        listener?.token(chunk.text);
      } else if (chunk.type === 'end') end = chunk;
    }
  } catch (failure) {
    return { failure, values: { answer, status: 'interrupted', trace: traceOf(turn, clock) } };
  }
  const citations = citationsIn(answer, passages);
  listener?.citations(citations);
  clock.lap('answer');
  return {
    values: {
      answer,
      status: 'answered',
      citations,
      grounded: citations.length > 0,
      confidence: hasKnowledge
        ? Math.max(0, ...(citations.length > 0 ? citations : passages).map(({ score }) => score))
        : null,
      provider: end?.provider ?? null,
      model: end?.model ?? null,
      usage: end ? usageOf(end) : null,
      latencyMs: clock.total(),
      trace: traceOf(turn, clock, end),
      events: [
        ...(turn.events ?? []),
        event('message.sent', {
          organizationId,
          data: {
            chatbotId: bot._id,
            conversationId: turn.conversationId,
            userId: turn.userId,
            messageId: turn._id,
            grounded: citations.length > 0,
          },
        }),
      ],
      answeredAt: new Date(),
    },
  };
}

const usageOf = ({ usage: { promptTokens, completionTokens, totalTokens, costMicros } }: GatewayEnd) => ({
  promptTokens,
  completionTokens,
  totalTokens,
  costMicros,
});

const traceOf = (turn: NewTurn, clock: Stopwatch, end?: GatewayEnd): NewTurn['trace'] =>
  turn.trace && { ...turn.trace, attempts: end?.attempts ?? [], timings: clock.laps() };

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

interface Stopwatch {
  lap(name: string): void;
  laps(): Record<string, number>;
  total(): number;
}

/** Milliseconds since the start, by stage. */
function stopwatch(): Stopwatch {
  const start = performance.now();
  const laps: Record<string, number> = {};
  const elapsed = (): number => Math.round((performance.now() - start) * 10) / 10;
  return {
    lap: (name) => void (laps[name] = elapsed()),
    laps: () => ({ ...laps }),
    total: () => Math.round(elapsed()),
  };
}
