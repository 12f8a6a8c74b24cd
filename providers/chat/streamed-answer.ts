import type { AIMessageChunk } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { ChatProviderName, FinishReason, ToolCall } from './chat-provider.js';
import { ProviderError, type TokenUsage, type ToldUsage } from './provider-error.js';
import { ToolCallAssembler } from './tool-call-assembler.js';

/** What is known of one streamed answer so far; how to read a chunk is its protocol's business. */
export abstract class StreamedAnswer {
  begun = false;
  usage?: TokenUsage;
  model?: string;
  protected reason?: string;
  private text = '';
  private readonly calls = new ToolCallAssembler();

  /** @param finishReasons the protocol's reasons to stop in our words; others are plain ends. */
  protected constructor(
    private readonly provider: ChatProviderName,
    private readonly finishReasons: Record<string, FinishReason>,
  ) {}

  /** Notes what a chunk says and returns its text, which may be empty. */
  take(chunk: ChatGenerationChunk): string {
    this.begun = true;
    const message = chunk.message as AIMessageChunk;
    for (const part of message.tool_call_chunks ?? []) this.calls.add(part);
    this.note(chunk, message);
    const text = this.textOf(chunk, message);
    this.text += text;
    return text;
  }

  /** Remembers model, reason to stop and usage, whichever this chunk tells. */
  protected abstract note(chunk: ChatGenerationChunk, message: AIMessageChunk): void;
  protected abstract textOf(chunk: ChatGenerationChunk, message: AIMessageChunk): string;

  /** What is known of the tokens, also of an answer that goes no further. */
  get told(): ToldUsage | undefined {
    return this.usage;
  }

  /** Everything the model wrote, to count its tokens. */
  get written(): string {
    return this.text + this.calls.raw;
  }

  /** Some servers say that they just stopped although they ask for tools. */
  get finishReason(): FinishReason {
    const reason = this.finishReasons[this.reason ?? ''] ?? 'stop';
    return this.calls.raw !== '' && reason === 'stop' ? 'tool-calls' : reason;
  }

  /** @throws ProviderError when the stream ended before the model did, or was none. */
  assertWhole(): void {
    if (this.reason !== undefined) return;
    const { provider } = this;
    if (this.begun)
      throw new ProviderError(`${provider}: the stream ended unfinished`, { kind: 'interrupted', provider });
    throw new ProviderError(`${provider}: the answer is not a stream of its protocol`, {
      kind: 'malformed',
      provider,
    });
  }

  /** @throws ProviderError with the tokens spent when the arguments of a call are not JSON. */
  toolCalls(usage: TokenUsage): ToolCall[] {
    try {
      return this.calls.finish();
    } catch (cause) {
      const { provider } = this;
      throw new ProviderError(`${provider}: a tool call that is not JSON`, {
        kind: 'malformed',
        provider,
        usage,
        cause,
      });
    }
  }
}

/** Compatible servers send all sorts of usage: half of one would spoil every sum. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
