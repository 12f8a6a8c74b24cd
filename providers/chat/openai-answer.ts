import type { AIMessageChunk } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { FinishReason, ToolCall } from './chat-provider.js';
import { ProviderError, type TokenUsage } from './provider-error.js';
import { ToolCallAssembler } from './tool-call-assembler.js';

const provider = 'openai';

const finishReasons: Record<string, FinishReason> = {
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** What is known of one streamed answer so far. */
export class OpenAiAnswer {
  begun = false;
  usage?: TokenUsage;
  model?: string;
  private text = '';
  private reason?: string;
  private readonly calls = new ToolCallAssembler();

  /** Notes what a chunk says and returns its text, which may be empty. */
  take(chunk: ChatGenerationChunk): string {
    this.begun = true;
    const message = chunk.message as AIMessageChunk;
    for (const part of message.tool_call_chunks ?? []) this.calls.add(part);
    const { finish_reason: reason, model_name: model } = chunk.generationInfo ?? {};
    if (typeof reason === 'string') this.reason = reason;
    if (typeof model === 'string' && model !== '') this.model = model;
    const { input_tokens: promptTokens, output_tokens: completionTokens } = message.usage_metadata ?? {};
    // Compatible servers send all sorts of usage: half of one would spoil every sum.
    if (isCount(promptTokens) && isCount(completionTokens))
      this.usage = { promptTokens, completionTokens, estimated: false };
    this.text += chunk.text;
    return chunk.text;
  }

  /** Everything the model wrote, to count its tokens. */
  get written(): string {
    return this.text + this.calls.raw;
  }

  /** Some servers say `stop` although they ask for tools. */
  get finishReason(): FinishReason {
    if (this.calls.raw !== '' && this.reason === 'stop') return 'tool-calls';
    return finishReasons[this.reason ?? ''] ?? 'stop';
  }

  /** @throws ProviderError when the stream ended before the model did, or was none. */
  assertWhole(): void {
    if (this.reason !== undefined) return;
    if (this.begun)
      throw new ProviderError('openai: the stream ended unfinished', { kind: 'interrupted', provider });
    throw new ProviderError('openai: the answer is not a stream of chat completions', {
      kind: 'malformed',
      provider,
    });
  }

  /** @throws ProviderError with the tokens spent when the arguments of a call are not JSON. */
  toolCalls(usage: TokenUsage): ToolCall[] {
    try {
      return this.calls.finish();
    } catch (cause) {
      throw new ProviderError('openai: a tool call that is not JSON', {
        kind: 'malformed',
        provider,
        usage,
        cause,
      });
    }
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
