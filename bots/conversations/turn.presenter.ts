import type {
  ConversationAnswer,
  HistoryMessage,
  TurnTrace,
} from '../../contracts/conversations.contract.js';
import type { ToolCallRecord } from '../../contracts/plugin-installations.contract.js';
import { parsed } from './tools/typed-arguments.js';
import type { TurnDocument, TurnToolCall, TurnUsage } from './turn.model.js';

const noUsage: TurnUsage = { promptTokens: 0, completionTokens: 0, totalTokens: 0, costMicros: null };

const presentUsage = (usage: TurnUsage) => {
  const { promptTokens, completionTokens, totalTokens, costMicros, cached = false } = usage;
  const cost = costMicros === null ? null : costMicros / 1e6;
  return { promptTokens, completionTokens, totalTokens, cost, cached };
};

const brokeOff = 'The answer broke off before the call had ended';

const presentCalls = (calls: TurnToolCall[] = []): ToolCallRecord[] =>
  calls.map(({ id, name, arguments: given, result, error, outcome, truncated, durationMs }) => ({
    ...{ id, name, arguments: parsed(given) ?? given, durationMs },
    ...(result === null ? {} : { result: parsed(result) ?? result }),
    ...(truncated ? { truncated } : {}),
    ...(outcome === 'ok' ? {} : { error: error ?? brokeOff }),
  }));

/** The intent is `null` while the bot has no trained model; nothing computes the sentiment yet. */
export const presentAnswer = (turn: TurnDocument): ConversationAnswer => ({
  conversationId: turn.conversationId,
  messageId: turn._id,
  message: turn.answer,
  // Absent in turns of before it was told.
  language: turn.language ?? null,
  version: turn.version ?? null,
  citations: turn.citations,
  intent: turn.intent ?? null,
  entities: turn.entities ?? null,
  sentiment: null,
  confidence: turn.confidence,
  grounded: turn.grounded,
  provider: turn.provider ?? '',
  model: turn.model ?? '',
  usage: presentUsage(turn.usage ?? noUsage),
  toolCalls: presentCalls(turn.toolCalls),
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
    language: turn.language ?? null,
    createdAt: turn.createdAt.toISOString(),
  },
  {
    id: turn._id,
    conversationId: turn.conversationId,
    userId: turn.userId,
    role: 'assistant',
    content: turn.answer,
    createdAt: (turn.answeredAt ?? turn.createdAt).toISOString(),
    status: turn.status,
    citations: turn.citations,
    toolCalls: presentCalls(turn.toolCalls),
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
    language: turn.language ?? null,
    answer: turn.answer,
    status: turn.status,
    version: turn.version ?? null,
    prompt: (trace?.prompt ?? []).map(({ role, content }) => ({ role, content })),
    retrieval: {
      query: trace?.query ?? turn.question,
      context: trace?.context ?? null,
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
    toolCalls: presentCalls(turn.toolCalls),
    removedLinks: trace?.removedLinks ?? [],
    createdAt: turn.createdAt.toISOString(),
  };
}
