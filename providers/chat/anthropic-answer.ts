import type { AIMessageChunk } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { ToldUsage } from './provider-error.js';
import { isCount, StreamedAnswer } from './streamed-answer.js';

/** An answer in the events of Anthropic's Messages API. */
export class AnthropicAnswer extends StreamedAnswer {
  private read?: { promptTokens: number; cacheReadTokens: number; cacheWriteTokens: number };

  constructor() {
    super('anthropic', {
      max_tokens: 'length',
      model_context_window_exceeded: 'length',
      tool_use: 'tool-calls',
      refusal: 'content-filter',
    });
  }

  /** `message_start` tells the model and what it read; `message_delta`, at the end, why it stopped and all it wrote. */
  protected note(_chunk: ChatGenerationChunk, message: AIMessageChunk): void {
    const { model, stop_reason: reason } = message.additional_kwargs as Record<string, unknown>;
    if (typeof model === 'string' && model !== '') this.model = model;
    if (typeof reason === 'string') this.reason = reason;
    const usage = message.usage_metadata;
    if (!usage) return;
    const { input_tokens: promptTokens, output_tokens: completionTokens, input_token_details: cache } = usage;
    if (cache && isCount(promptTokens)) {
      const { cache_read: cacheReadTokens = 0, cache_creation: cacheWriteTokens = 0 } = cache;
      this.read = { promptTokens, cacheReadTokens, cacheWriteTokens };
    } else if (this.read && isCount(completionTokens)) {
      this.usage = { ...this.read, completionTokens, estimated: false };
    }
  }

  override get told(): ToldUsage | undefined {
    return this.usage ?? this.read;
  }

  /** Not the chunk's own text, which holds the arguments of tools too. */
  protected textOf(_chunk: ChatGenerationChunk, { content }: AIMessageChunk): string {
    if (typeof content === 'string') return content;
    return content
      .map((block) => (block.type === 'text' && typeof block.text === 'string' ? block.text : ''))
      .join('');
  }
}
