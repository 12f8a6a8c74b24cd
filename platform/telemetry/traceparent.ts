import { context, isSpanContextValid, propagation, trace } from '@opentelemetry/api';

/** The active trace in the W3C header's form, to be kept with work that is done later; `null` when there is none. */
export function currentTraceparent(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Runs work as part of a kept trace, unless a trace is under way here already. */
export function continueTrace<T>(traceparent: string | null, work: () => T): T {
  const active = trace.getActiveSpan();
  if (!traceparent || (active && isSpanContextValid(active.spanContext()))) return work();
  return context.with(propagation.extract(context.active(), { traceparent }), work);
}

/** The headers that tell another server of the active trace; empty when there is none. */
export function traceHeaders(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}
