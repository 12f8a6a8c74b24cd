import { SpanStatusCode, trace, type Attributes, type Span, type SpanKind } from '@opentelemetry/api';

/** Does nothing, at the cost of a function call, while no traces are wanted. */
export const tracer = trace.getTracer('chatbots-platform');

export interface SpanOptions {
  kind?: SpanKind;
  attributes?: Attributes;
}

/** Runs work in a span of its own, below the one that is active. */
export const inSpan = <T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      span.end();
    }
  });

/** Says what kind of error it was, never its message: that may quote what people wrote, or a key. */
export function failSpan(span: Span, error: unknown): void {
  const { kind, code, name } = (error ?? {}) as { kind?: unknown; code?: unknown; name?: unknown };
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  span.setAttribute('error.type', [kind, code, name].find(isText) ?? '_OTHER');
  span.setStatus({ code: SpanStatusCode.ERROR });
}
