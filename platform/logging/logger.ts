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
];
const redact = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** Structured logs, one JSON object a line, on standard output (or the given stream). */
export function createLogger({ name, level }: { name: string; level: string }): Logger {
  return pino({
    name,
    level,
    redact: { paths: [...redact, 'req.headers.cookie', 'req.headers["x-api-key"]'], censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
