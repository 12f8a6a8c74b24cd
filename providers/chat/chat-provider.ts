import type { TokenUsage } from './provider-error.js';

export { ProviderError, providerErrorKinds } from './provider-error.js';
export type { ProviderErrorKind, ProviderErrorOptions, TokenUsage } from './provider-error.js';

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
}

export interface ChatRequest {
  /** The provider's default when absent. */
  model?: string;
  messages: ChatMessage[];
  temperature?: number;
  /** Upper bound of tokens to write. */
  maxTokens?: number;
  tools?: ToolSpec[];
  /** What the answer must rest on; already part of `messages` for models that write freely. */
  evidence?: { question: string; passages: Passage[] };
}

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter';

/** Any number of texts, at most one `tool-calls`, then exactly one `end`. */
export type ChatChunk = { type: 'text'; text: string } | { type: 'tool-calls'; calls: ToolCall[] } | ChatEnd;

export interface ChatEnd {
  type: 'end';
  /** The model that answered, which may be a dated name of the one asked for. */
  model: string;
  finishReason: FinishReason;
  usage: TokenUsage;
}

/** A model that answers in a stream. */
export interface ChatProvider {
  readonly name: ChatProviderName;
  readonly defaultModel: string;
  /** Whether it can answer without evidence; an extractive provider cannot. */
  readonly freeText: boolean;
  /**
   * Asks once, without retries. Aborting the signal closes the connection and throws the signal's reason.
   * @throws ProviderError for everything that the provider or the way to it did wrong.
   */
  stream(request: ChatRequest, options: { signal: AbortSignal }): AsyncIterable<ChatChunk>;
}
