import { Schema } from 'mongoose';
import type { ModelSettings } from '../../contracts/chatbots.contract.js';
import type { Citation } from '../../contracts/conversations.contract.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { SearchMode } from '../../contracts/knowledge.contract.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import { carriesEvents } from '../../platform/outbox/event.js';
import type { ChatMessage, GatewayEnd, Passage } from '../../providers/index.js';

export interface TurnUsage {
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  costMicros: number | null;
}

/** What the answer was made from; enough to make it again. */
export interface TurnTraceFields {
  prompt: ChatMessage[];
  /** What was asked for, whoever answered in the end. */
  model: ModelSettings;
  query: string;
  mode: SearchMode;
  minScore: number;
  /** Passages handed to the model. */
  passages: Passage[];
  attempts: GatewayEnd['attempts'];
  /** Milliseconds by stage. */
  timings: Record<string, number>;
}

/** One question with its answer: a turn is written whole, with its events. */
export interface TurnDocument {
  /** Names the answer. */
  _id: string;
  userMessageId: string;
  organizationId: string;
  chatbotId: string;
  conversationId: string;
  userId: string | null;
  question: string;
  answer: string;
  status: 'answering' | 'answered' | 'interrupted';
  citations: Citation[];
  grounded: boolean;
  confidence: number | null;
  provider: string | null;
  model: string | null;
  usage: TurnUsage | null;
  latencyMs: number | null;
  metadata: Record<string, unknown> | null;
  rating: { rating: number; feedback: string | null; ratedAt: Date } | null;
  trace: TurnTraceFields | null;
  events?: DomainEvent[];
  createdAt: Date;
  answeredAt: Date | null;
}

const mixed = { type: Schema.Types.Mixed, default: null };

const schema = new Schema<TurnDocument>(
  {
    _id: { type: String, required: true },
    userMessageId: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    conversationId: { type: String, required: true },
    userId: { type: String, default: null },
    question: { type: String, required: true },
    answer: { type: String, default: '' },
    status: { type: String, enum: ['answering', 'answered', 'interrupted'], required: true },
    citations: { type: [Schema.Types.Mixed] as never, default: [] },
    grounded: { type: Boolean, default: false },
    confidence: { type: Number, default: null },
    provider: { type: String, default: null },
    model: { type: String, default: null },
    usage: mixed,
    latencyMs: { type: Number, default: null },
    metadata: mixed,
    rating: mixed,
    trace: mixed,
    createdAt: { type: Date, required: true },
    answeredAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, conversationId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, chatbotId: 1, createdAt: 1, _id: 1 });
schema.index({ organizationId: 1, chatbotId: 1, userId: 1, createdAt: 1, _id: 1 });
schema.index({ status: 1, createdAt: 1 }, { partialFilterExpression: { status: 'answering' } });
carriesEvents(schema);

export const TurnModel = defineModel<TurnDocument>('Turn', schema, 'turns');
