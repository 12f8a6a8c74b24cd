import { context, SpanKind, trace, type Attributes, type Span } from '@opentelemetry/api';
import { isContentCaptured } from '../../platform/telemetry/content.js';
import { failSpan, inSpan, tracer } from '../../platform/telemetry/span.js';
import type { FinishReason } from '../chat/chat-provider.js';
import type { Embedder, Embeddings } from '../embeddings/embedder.js';
import type { Candidate } from './candidates.js';
import type { ChatCall, Spent } from './chat-call.js';
import type { GatewayEmbed } from './gateway.types.js';

/** The attributes of OpenTelemetry's semantic conventions for generative AI, which Langfuse and Phoenix read. */
const common = (operation: string, provider: string, model: string): Attributes => ({
  'gen_ai.operation.name': operation,
  'gen_ai.system': provider,
  'gen_ai.provider.name': provider,
  'gen_ai.request.model': model,
});

/** Begins the span of one request to a model; `endChatSpan` ends it. */
export function startChatSpan({ request, context: who }: ChatCall, { provider, model }: Candidate): Span {
  const span = tracer.startSpan(`chat ${model}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      ...common('chat', provider.name, model),
      'gen_ai.request.temperature': request.temperature,
      'gen_ai.request.max_tokens': request.maxTokens,
      'gen_ai.conversation.id': who.conversationId,
      'server.address': provider.address,
    },
  });
  if (isContentCaptured() && span.isRecording())
    span.setAttribute('gen_ai.input.messages', messages(request.messages));
  return span;
}

/** Runs work below a span that goes on after it. */
export const below = <T>(span: Span, work: () => T): T =>
  context.with(trace.setSpan(context.active(), span), work);

export function endChatSpan({
  span,
  outcome,
  model,
  usage,
  finishReason,
  written,
  firstTokenMs,
}: Spent): void {
  if (!span) return;
  if (outcome !== 'ok') failSpan(span, { kind: outcome });
  if (usage) {
    span.setAttributes({
      'gen_ai.response.model': model,
      'gen_ai.usage.input_tokens': usage.promptTokens,
      'gen_ai.usage.output_tokens': usage.completionTokens,
    });
  }
  if (finishReason) span.setAttribute('gen_ai.response.finish_reasons', [conventional[finishReason]]);
  if (firstTokenMs !== undefined)
    span.setAttribute('gen_ai.response.time_to_first_chunk', firstTokenMs / 1_000);
  if (written && isContentCaptured())
    span.setAttribute('gen_ai.output.messages', messages([{ role: 'assistant', content: written }]));
  span.end();
}

const conventional: Record<FinishReason, string> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_call',
  'content-filter': 'content_filter',
};

const messages = (list: { role: string; content: string }[]): string =>
  JSON.stringify(list.map(({ role, content }) => ({ role, parts: [{ type: 'text', content }] })));

/** The span of one request for vectors. */
export const inEmbedSpan = (
  { provider, model, dimensions, address }: Embedder,
  { texts, context: who }: GatewayEmbed,
  work: () => Promise<Embeddings>,
): Promise<Embeddings> =>
  inSpan(
    `embeddings ${model}`,
    {
      kind: SpanKind.CLIENT,
      attributes: {
        ...common('embeddings', provider, model),
        'gen_ai.conversation.id': who.conversationId,
        'gen_ai.embeddings.dimension.count': dimensions,
        'embeddings.texts': texts.length,
        'server.address': address,
      },
    },
    async (span) => {
      const embeddings = await work();
      span.setAttribute('gen_ai.usage.input_tokens', embeddings.tokens);
      return embeddings;
    },
  );
