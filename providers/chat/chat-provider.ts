import type { CallContext } from '../metering/model-call.js';
import type { TokenUsage, ToldUsage } from './provider-error.js';

export { ProviderError, providerErrorKinds } from './provider-error.js';
export type { ProviderErrorKind, ProviderErrorOptions, TokenUsage, ToldUsage } from './provider-error.js';

export type ChatProviderName = 'openai' | 'anthropic' | 'local';

/** A call of a tool that a model asks for; the arguments are parsed but not validated. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: unknown;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  /** Of an assistant's message: the calls it asked for. */
  toolCalls?: ToolCall[];
  /** Of a tool's message: the call that it answers. */
  toolCallId?: string;
}

export interface ToolSpec {
  name: string;
  description: string;
  /** JSON Schema of the arguments, an object. */
  inputSchema: Record<string, unknown>;
}

/** A piece of evidence; `index` counts from 1 and is what a citation `[1]` refers to. */
export interface Passage {
  index: number;
  itemId: string;
  chunkId: string;
  title: string;
  /** The heading below which it stands. */
  heading?: string;
  text: string;
  score: number;
  /** Of its document, as a tag; English when not known. */
  language?: string;
}

/** Of an answer; what is absent is left to the provider. */
export interface AnswerStyle {
  formality?: number;
  /** From a single sentence to all that is known. */
  verbosity?: number;
  humor?: number;
  empathy?: number;
}

/** What an answer must rest on. */
export interface AnswerEvidence {
  /** As it stands alone, without what it refers to. */
  question: string;
  /** The questions before and this one, where it leans on them. */
  context?: string;
  passages: Passage[];
  /** What is remembered of the end user and answers the question by itself. */
  remembered?: string;
  /** What the builder taught to answer to a question like this, and how alike they are, 0..1. */
  learnt?: { answer: string; score: number };
  /** What the tools that were called say, for a provider that only quotes. */
  toolAnswer?: string;
}

export interface ChatRequest {
  /** The provider's default when absent. */
  model?: string;
  messages: ChatMessage[];
  temperature?: number;
  /** Upper bound of tokens to write. */
  maxTokens?: number;
  tools?: ToolSpec[];
  /** Of these tools: the calls that a provider asks for that cannot choose by itself. */
  planned?: ToolCall[];
  /** The language to answer in; `messages` ask for it too. */
  language?: string;
  /** How to speak, each 0..1; `messages` ask for it too. */
  style?: AnswerStyle;
  /** What the answer must rest on; already part of `messages` for models that write freely. */
  evidence?: AnswerEvidence;
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter';

/** Any number of texts, at most one `tool-calls`, then exactly one `end`. */
export type ChatChunk = { type: 'text'; text: string } | { type: 'tool-calls'; calls: ToolCall[] } | ChatEnd;

export interface ChatEnd {
  type: 'end';
  /** The model that answered, which may be a dated name of the one asked for. */
  model: string;
  finishReason: FinishReason;
  /** Told by a provider that quotes: how likely its quotation answers the question, 0..1. */
  confidence?: number;
  usage: TokenUsage;
}

export interface StreamOptions {
  signal: AbortSignal;
  /** Who is charged for what the provider calls on its part; absent where nobody is. */
  context?: CallContext;
  /** Hears of the tokens as soon as the provider tells them, those of the prompt perhaps before any other. */
  onTold?: (usage: ToldUsage) => void;
}

/** A model that answers in a stream. */
export interface ChatProvider {
  readonly name: ChatProviderName;
  readonly defaultModel: string;
  /** Asked in place of the default model while that does not answer. */
  readonly fallbackModel?: string;
  /** Tries after the first one; the gateway's own number when absent. */
  readonly maxRetries?: number;
  /** Host of the server, if there is one. */
  readonly address?: string;
  /** Whether it can answer without evidence; an extractive provider cannot. */
  readonly freeText: boolean;
  /**
   * Asks once, without retries. Aborting the signal closes the connection and throws the signal's reason.
   * @throws ProviderError for everything that the provider or the way to it did wrong.
   */
  stream(request: ChatRequest, options: StreamOptions): AsyncIterable<ChatChunk>;
}
