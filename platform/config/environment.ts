import { accessSync, constants } from 'node:fs';
import { z } from 'zod';
import { parseS3Url } from '../blobs/s3-url.js';
import { parseOutboundAllow } from '../http/outbound-allow.js';
import { backupKeyBytes } from './backup-key.js';
import { mongoUrlParts } from './store-urls.js';
import { telemetrySettings } from './telemetry.config.js';
import { webhookSettings } from './webhook.config.js';

const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `expected an URL starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
const readableFile = z.string().refine(isReadable, 'there is no such file, or it cannot be read');
const port = z.coerce.number().int().min(0).max(65_535);

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** An empty variable counts as unset, as Docker Compose passes it. */
export const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url('http:', 'https:').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATA_DIR: z.string().default('./.data'),
  CACHE_DIR: z.string().default('./.cache'),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(8).max(200).optional(),
  JWT_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  ENCRYPTION_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Keys before the present one, separated by commas: what they encrypted can still be read. */
  ENCRYPTION_KEY_FORMER: z
    .string()
    .default('')
    .transform((value) => value.split(',').filter(Boolean))
    .pipe(z.array(z.string().min(32, 'each must have at least 32 characters'))),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEY: z
    .string()
    .refine(
      (value) => backupKeyBytes(value) !== null,
      'expected 32 random bytes in base64, such as `openssl rand -base64 32` makes, or 64 hexadecimal digits',
    )
    .optional(),
  /** Completed backups beyond these are removed, the oldest first. */
  BACKUP_KEEP: z.coerce.number().int().min(1).max(10_000).default(7),
  /** What one file of a backup holds before it is packed, about. */
  BACKUP_PART_MEGABYTES: z.coerce.number().min(0.01).max(1_024).default(64),
  MONGODB_URL: z
    .string()
    .refine(
      (value) => mongoUrlParts(value) !== null,
      'expected an URL starting with mongodb:// or mongodb+srv://',
    )
    .optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d+$/, 'expected HOST:PORT')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  /** TLS without an API key: `1`, and for certificates of one's own the files below. */
  TEMPORAL_TLS: flag.default(false),
  TEMPORAL_TLS_CA_FILE: readableFile.optional(),
  TEMPORAL_TLS_CERT_FILE: readableFile.optional(),
  TEMPORAL_TLS_KEY_FILE: readableFile.optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_UI_URL: url('http:', 'https:').optional(),
  TEMPORAL_TASK_QUEUE: z.string().default('platform'),
  QDRANT_URL: url('http:', 'https:').optional(),
  QDRANT_API_KEY: z.string().optional(),
  /** What the names of this installation's collections begin with. */
  QDRANT_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'expected up to 40 letters, digits, - and _')
    .default('knowledge'),
  /** How much smaller Qdrant keeps vectors in memory; the exact ones, on disk, decide the order. */
  QDRANT_QUANTIZATION: z.enum(['none', 'scalar', 'binary']).default('none'),
  EMBEDDINGS_URL: url('http:', 'https:').optional(),
  EMBEDDINGS_MODEL: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url('http:', 'https:').optional(),
  OPENAI_MODEL: z.string().default('gpt-4o-mini'),
  /** Between two questions how far fine-tuning is. */
  FINE_TUNING_POLL_SECONDS: z.coerce.number().min(0.1).max(3_600).default(60),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: url('http:', 'https:').optional(),
  ANTHROPIC_MODEL: z.string().default('claude-haiku-4-5'),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  S3_URL: z
    .string()
    .refine(
      (value) => parseS3Url(value) !== null,
      'expected s3://KEY:SECRET@BUCKET/PREFIX?region=REGION or https://KEY:SECRET@HOST/BUCKET/PREFIX',
    )
    .optional(),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    ),
  /** What requests to other hosts may reach although it is not public. */
  OUTBOUND_ALLOW: z
    .string()
    .default('')
    .transform((value, context) => {
      try {
        return parseOutboundAllow(value);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    }),
  NEXT_PUBLIC_USE_DEV_AUTH: flag.default(false),
  ...telemetrySettings,
  ...webhookSettings,
  /** How many reverse proxies in front of the API may name the caller's address. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** What one API process takes on at the same time; it refuses the rest. */
  MAX_REQUESTS_AT_ONCE: z.coerce.number().int().min(1).max(100_000).default(500),
  MAX_STREAMS_AT_ONCE: z.coerce.number().int().min(1).max(100_000).default(5_000),
  /** Where worker and queues tell their metrics; nowhere when unset. The API tells its own at `/api/v1/metrics`. */
  WORKER_METRICS_PORT: port.optional(),
  QUEUES_METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Worker threads for local embeddings in each process that embeds. */
  EMBEDDING_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  DEMO: flag.default(true),
});

/** The variables that are read, beside `RATE_LIMIT_<CATEGORY>`. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);

export type Settings = z.output<typeof Environment>;
