import { trace } from '@opentelemetry/api';
import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Paths whose values never reach a log line, wherever they occur up to two levels deep. */
const secretFields = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'key',
  'secret',
  'authorization',
  'cookie',
  'totp',
];
const redact = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** What finds a line's trace; nothing while there are no traces. */
function activeTrace(): object {
  const span = trace.getActiveSpan();
  if (!span) return {};
  const { traceId, spanId } = span.spanContext();
  return { trace_id: traceId, span_id: spanId };
}

/** Structured logs, one JSON object a line, on standard output (or the given stream). */
export function createLogger({ name, level }: { name: string; level: string }): Logger {
  return pino({
    name,
    level,
    redact: { paths: [...redact, 'req.headers["x-api-key"]'], censor: '[redacted]' },
    mixin: activeTrace,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
