import { Schema } from 'mongoose';
import type { LinkSettings, ModelSettings } from '../../contracts/chatbots.contract.js';
import type { Citation } from '../../contracts/conversations.contract.js';
import type { MessageEntity } from '../../contracts/message-entity.contract.js';
import type { ErrorCode } from '../../contracts/errors.contract.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { CallOutcome } from '../../contracts/plugin-installations.contract.js';
import type { SearchMode } from '../../contracts/knowledge.contract.js';
import type { PersonalityStyle } from '../../contracts/personalities.contract.js';
import { defineModel } from '../../platform/mongo/define-model.js';
import { carriesEvents } from '../../platform/outbox/event.js';
import type { ChatMessage, GatewayEnd, Passage } from '../../providers/index.js';

import type { Classified } from '../training/classifier/classify.js';
import type { LearntAnswer } from './understand-message.js';

export interface TurnUsage {
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  costMicros: number | null;
  /** Nobody was asked: the same was answered lately. */
  cached?: boolean;
}

/** What the answer was made from; enough to make it again. */
export interface TurnTraceFields {
  prompt: ChatMessage[];
  /** What was asked for, whoever answered in the end. */
  model: ModelSettings;
  /** How to speak, for providers that do not read it from the prompt; absent in older turns. */
  style?: PersonalityStyle | null;
  query: string;
  /** What the question leans on, and itself; absent in older turns. */
  context?: string | null;
  /** To answer in: the message's, or the bot's when that does not tell; absent in older turns. */
  language?: string | null;
  /** Whether something remembered of the end user stands in the prompt. */
  usesMemory?: boolean;
  /** What memory alone answers, for a provider that only quotes. */
  remembered?: string | null;
  /** The nearest answer that the bot was trained to give, for a provider that only quotes. */
  learnt?: LearntAnswer | null;
  /** JSON of what a replay needs of the tools: those that were called, what a bot without a model calls and says. */
  toolbox?: string | null;
  /** Which addresses the answer might have; absent in older turns. */
  links?: LinkSettings;
  /** Addresses that were taken out of the answer. */
  removedLinks?: string[];
  mode: SearchMode;
  minScore: number;
  /** Passages handed to the model. */
  passages: Passage[];
  attempts: GatewayEnd['attempts'];
  /** Milliseconds by stage. */
  timings: Record<string, number>;
}

/** A call of a tool, bounded and without any secret. */
export interface TurnToolCall {
  id: string;
  /** As the bot calls the tool. */
  name: string;
  /** As its plugin calls it; `null` for one that the bot does not have. */
  tool: string | null;
  pluginId: string | null;
  /** JSON: names of others' making are no names for a database. */
  arguments: string;
  /** JSON; `null` while the call has no result. */
  result: string | null;
  truncated: boolean;
  /** `null` while it is being made, for ever when the process died meanwhile. */
  outcome: CallOutcome | null;
  error: string | null;
  durationMs: number;
  /** It waits for the end user to agree; nothing was called. */
  awaitsConsent: boolean;
  calledAt: Date;
}

export interface ToolEvent {
  id: string;
  name: string;
  status: 'started' | 'completed' | 'failed';
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
  /** Of the question, as a primary tag; null when it does not tell. */
  language: string | null;
  /** The version of the bot that answered; absent in turns of before there were versions. */
  version?: number | null;
  answer: string;
  /** How a streamed answer was cut into events; see `streams/told-tokens.ts`. */
  told: string | null;
  status: 'answering' | 'answered' | 'interrupted';
  /** Why it was interrupted, as its caller was told. */
  failure: { code: ErrorCode; message: string } | null;
  /** The process that makes a streamed answer, or made it. */
  maker: string | null;
  citations: Citation[];
  grounded: boolean;
  /** Nothing that the bot has supports the answer; `null` until there is one. Absent in older turns. */
  unanswered?: boolean | null;
  confidence: number | null;
  provider: string | null;
  model: string | null;
  usage: TurnUsage | null;
  latencyMs: number | null;
  /** Of the question, by the bot's trained model; its name is null when out of scope. Absent in older turns. */
  intent?: Classified | null;
  /** Found in the question; absent in older turns. */
  entities?: MessageEntity[] | null;
  /** What the turn was about. */
  topics?: string[];
  /** Whether entities and topics have yet to go into the end user's memory; `null`: they never shall. */
  memory?: 'pending' | 'folded' | null;
  /** In the order in which they were made; absent in older turns. */
  toolCalls?: TurnToolCall[];
  /** What a stream told of them, in its order. */
  toolEvents?: ToolEvent[];
  /** Names what was to be forgotten: later prompts leave the turn out. */
  withheld?: boolean;
  metadata: Record<string, unknown> | null;
  rating: { rating: number; feedback: string | null; ratedAt: Date } | null;
  trace: TurnTraceFields | null;
  events?: DomainEvent[];
  createdAt: Date;
  answeredAt: Date | null;
}

/** Evidence scored below it is more likely not about the question than about it. */
export const weakConfidence = 0.5;

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
    language: { type: String, default: null },
    version: { type: Number, default: null },
    answer: { type: String, default: '' },
    told: { type: String, default: null },
    status: { type: String, enum: ['answering', 'answered', 'interrupted'], required: true },
    failure: mixed,
    maker: { type: String, default: null },
    citations: { type: [Schema.Types.Mixed] as never, default: [] },
    grounded: { type: Boolean, default: false },
    unanswered: { type: Boolean, default: null },
    confidence: { type: Number, default: null },
    provider: { type: String, default: null },
    model: { type: String, default: null },
    usage: mixed,
    latencyMs: { type: Number, default: null },
    intent: mixed,
    entities: mixed,
    topics: { type: [String], default: [] },
    memory: { type: String, enum: ['pending', 'folded', null], default: null },
    toolCalls: { type: [Schema.Types.Mixed] as never, default: undefined },
    toolEvents: { type: [Schema.Types.Mixed] as never, default: undefined },
    withheld: { type: Boolean, default: false },
    metadata: mixed,
    rating: mixed,
    trace: mixed,
    createdAt: { type: Date, required: true },
    answeredAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
// The last two let conversations be measured without reading them.
schema.index({ organizationId: 1, conversationId: 1, createdAt: -1, _id: -1, status: 1, answeredAt: 1 });
schema.index({ organizationId: 1, chatbotId: 1, createdAt: 1, _id: 1 });
schema.index({ organizationId: 1, chatbotId: 1, userId: 1, createdAt: 1, _id: 1 });
// What insights look for is a small part of all turns.
schema.index(
  { organizationId: 1, chatbotId: 1, grounded: 1, createdAt: -1 },
  { partialFilterExpression: { grounded: false } },
);
schema.index(
  { organizationId: 1, chatbotId: 1, confidence: 1, createdAt: -1 },
  { partialFilterExpression: { grounded: true, confidence: { $lt: weakConfidence } } },
);
schema.index(
  { organizationId: 1, chatbotId: 1, 'rating.ratedAt': -1 },
  { partialFilterExpression: { 'rating.ratedAt': { $type: 'date' } } },
);
schema.index({ status: 1, createdAt: 1 }, { partialFilterExpression: { status: 'answering' } });
schema.index(
  { memory: 1, organizationId: 1, chatbotId: 1, userId: 1, createdAt: 1 },
  { partialFilterExpression: { memory: 'pending' } },
);
schema.index(
  { organizationId: 1, chatbotId: 1, createdAt: 1, 'rating.rating': 1 },
  { partialFilterExpression: { 'rating.rating': { $gt: 0 } } },
);
/** All that analytics counts of a turn: documents hold whole prompts and are not read for it. */
export const figuresIndex = 'figures';
schema.index(
  {
    ...{ organizationId: 1, chatbotId: 1, createdAt: 1, status: 1, userId: 1, language: 1 },
    ...{ grounded: 1, unanswered: 1, latencyMs: 1, 'intent.name': 1, 'intent.confidence': 1 },
    ...{
      'usage.promptTokens': 1,
      'usage.completionTokens': 1,
      'usage.totalTokens': 1,
      'usage.costMicros': 1,
    },
  },
  { name: figuresIndex },
);
schema.index(
  { organizationId: 1, chatbotId: 1, 'toolCalls.pluginId': 1, createdAt: -1 },
  { partialFilterExpression: { 'toolCalls.pluginId': { $exists: true } } },
);
carriesEvents(schema);

export const TurnModel = defineModel<TurnDocument>('Turn', schema, 'turns');
