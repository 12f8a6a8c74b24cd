import type { AIMessageChunk } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import { isCount, StreamedAnswer } from './streamed-answer.js';

/** An answer in the chunks of OpenAI's chat completions. */
export class OpenAiAnswer extends StreamedAnswer {
  constructor() {
    super('openai', {
      length: 'length',
      tool_calls: 'tool-calls',
      function_call: 'tool-calls',
      content_filter: 'content-filter',
    });
  }

  protected note(chunk: ChatGenerationChunk, message: AIMessageChunk): void {
    const { finish_reason: reason, model_name: model } = chunk.generationInfo ?? {};
    if (typeof reason === 'string') this.reason = reason;
    if (typeof model === 'string' && model !== '') this.model = model;
    const { input_tokens: promptTokens, output_tokens: completionTokens } = message.usage_metadata ?? {};
    if (isCount(promptTokens) && isCount(completionTokens))
      this.usage = { promptTokens, completionTokens, estimated: false };
  }

  protected textOf(chunk: ChatGenerationChunk): string {
    return chunk.text;
  }
}
