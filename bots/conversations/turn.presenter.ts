import type {
  ConversationAnswer,
  HistoryMessage,
  TurnTrace,
} from '../../contracts/conversations.contract.js';
import type { TurnDocument, TurnUsage } from './turn.model.js';

const noUsage: TurnUsage = { promptTokens: 0, completionTokens: 0, totalTokens: 0, costMicros: null };

const presentUsage = (usage: TurnUsage) => {
  const { promptTokens, completionTokens, totalTokens, costMicros } = usage;
  return { promptTokens, completionTokens, totalTokens, cost: costMicros === null ? null : costMicros / 1e6 };
};

/** Intent, entities and sentiment are `null` while nothing computes them for this bot. */
export const presentAnswer = (turn: TurnDocument): ConversationAnswer => ({
  conversationId: turn.conversationId,
  messageId: turn._id,
  message: turn.answer,
  citations: turn.citations,
  intent: null,
  entities: null,
  sentiment: null,
  confidence: turn.confidence,
  grounded: turn.grounded,
  provider: turn.provider ?? '',
  model: turn.model ?? '',
  usage: presentUsage(turn.usage ?? noUsage),
  latencyMs: turn.latencyMs ?? 0,
});

/** A turn is two messages. */
export const presentMessages = (turn: Omit<TurnDocument, 'trace'>): HistoryMessage[] => [
  {
    id: turn.userMessageId,
    conversationId: turn.conversationId,
    userId: turn.userId,
    role: 'user',
    content: turn.question,
    createdAt: turn.createdAt.toISOString(),
  },
  {
    id: turn._id,
    conversationId: turn.conversationId,
    userId: turn.userId,
    role: 'assistant',
    content: turn.answer,
    createdAt: (turn.answeredAt ?? turn.createdAt).toISOString(),
    citations: turn.citations,
    rating: turn.rating && { rating: turn.rating.rating, feedback: turn.rating.feedback },
  },
];

export function presentTrace(turn: TurnDocument): TurnTrace {
  const { trace } = turn;
  const cited = new Set(turn.citations.map(({ chunkId }) => chunkId));
  return {
    messageId: turn._id,
    conversationId: turn.conversationId,
    question: turn.question,
    answer: turn.answer,
    status: turn.status,
    prompt: (trace?.prompt ?? []).map(({ role, content }) => ({ role, content })),
    retrieval: {
      query: trace?.query ?? turn.question,
      mode: trace?.mode ?? 'hybrid',
      minScore: trace?.minScore ?? 0,
      support: turn.confidence,
      chunks: (trace?.passages ?? []).map(({ itemId, chunkId, title, score }) => ({
        itemId,
        chunkId,
        title,
        score,
        used: cited.has(chunkId),
      })),
    },
    provider: turn.provider,
    model: turn.model,
    attempts: trace?.attempts ?? [],
    timings: trace?.timings ?? {},
    usage: turn.usage && presentUsage(turn.usage),
    createdAt: turn.createdAt.toISOString(),
  };
}
