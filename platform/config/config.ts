import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import dotenv from 'dotenv';
import { z } from 'zod';
import {
  defaultRateLimits,
  rateLimitCategories,
  RateLimitText,
  type RateLimits,
} from './rate-limit.config.js';
import { resolveSecrets, type Secrets } from './secrets.js';
import { isLoopback, mongoUrlParts, storesWithoutTls } from './store-urls.js';

const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `expected an URL starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
const port = z.coerce.number().int().min(0).max(65_535);

/** An empty variable counts as unset, as Docker Compose passes it. */
const Environment = z.object({
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
  TEMPORAL_UI_URL: url('http:', 'https:').optional(),
  TEMPORAL_TASK_QUEUE: z.string().default('platform'),
  QDRANT_URL: url('http:', 'https:').optional(),
  QDRANT_API_KEY: z.string().optional(),
  EMBEDDINGS_URL: url('http:', 'https:').optional(),
  EMBEDDINGS_MODEL: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url('http:', 'https:').optional(),
  OPENAI_MODEL: z.string().default('gpt-4o-mini'),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: url('http:', 'https:').optional(),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  S3_URL: url('s3:', 'http:', 'https:').optional(),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    ),
  NEXT_PUBLIC_USE_DEV_AUTH: flag.default(false),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
  /** How many reverse proxies in front of the API may name the caller's address. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** Worker threads for local embeddings in each process that embeds. */
  EMBEDDING_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  DEMO: flag.default(true),
});

export type Config = Omit<z.output<typeof Environment>, 'JWT_SECRET' | 'ENCRYPTION_KEY'> &
  Secrets & { rateLimits: RateLimits };

/** A setting that cannot be used; the message names every wrong variable and says what was expected. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type RawEnvironment = Record<string, string | undefined>;

/**
 * Reads the environment and `.env` (the environment wins), once and synchronously.
 * @throws ConfigError when a value is wrong or a production setting is unsafe.
 */
export function loadConfig(environment: RawEnvironment = withDotEnv()): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  const { limits, problems } = parseRateLimits(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const { JWT_SECRET, ENCRYPTION_KEY, ...values } = parsed.data;
  const unsafe = unsafeSettings(parsed.data);
  if (unsafe.length > 0) throw new ConfigError(unsafe);
  const directories = { DATA_DIR: resolve(values.DATA_DIR), CACHE_DIR: resolve(values.CACHE_DIR) };
  return {
    ...values,
    ...directories,
    ...resolveSecrets({ given: { JWT_SECRET, ENCRYPTION_KEY }, dataDir: directories.DATA_DIR }),
    rateLimits: limits,
  };
}

function withDotEnv(): RawEnvironment {
  const file = existsSync('.env') ? dotenv.parse(readFileSync('.env')) : {};
  return { ...file, ...process.env };
}

/** `RATE_LIMIT_<CATEGORY>` and `RATE_LIMIT_<CATEGORY>_ORG` override the defaults. */
function parseRateLimits(environment: RawEnvironment): { limits: RateLimits; problems: string[] } {
  const limits = structuredClone(defaultRateLimits);
  const problems: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    const match = /^RATE_LIMIT_([A-Z]+?)(_ORG)?$/.exec(name);
    if (!match) continue;
    const category = rateLimitCategories.find((known) => known === match[1]?.toLowerCase());
    const limit = RateLimitText.safeParse(value);
    if (!category)
      problems.push(`${name}: there is no such category; known are ${rateLimitCategories.join(', ')}`);
    else if (!limit.success) problems.push(`${name}: ${limit.error.issues[0]?.message ?? 'wrong value'}`);
    else limits[category][match[2] ? 'organization' : 'caller'] = limit.data;
  }
  // One variable speaks for both halves of authentication unless the second is named too.
  if (environment.RATE_LIMIT_AUTH && !environment.RATE_LIMIT_SESSION) limits.session = { ...limits.auth };
  return { limits, problems };
}

/** Settings that were given and that nothing reads yet. */
export const settingsWithoutEffect = (config: Config): string[] =>
  (['SMTP_URL', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const).filter(
    (name) => config[name] !== undefined,
  );

function unsafeSettings(settings: z.output<typeof Environment>): string[] {
  const problems: string[] = [];
  // Keeping data elsewhere than was asked for would be worse than not starting.
  for (const name of ['QDRANT_URL', 'S3_URL'] as const) {
    if (settings[name])
      problems.push(`${name}: not supported in this version; unset it to keep this data in DATA_DIR`);
  }
  const production = settings.NODE_ENV === 'production';
  if (settings.NEXT_PUBLIC_USE_DEV_AUTH && (production || !isLoopback(settings.HOST))) {
    problems.push(
      'NEXT_PUBLIC_USE_DEV_AUTH: switches authentication off; refused in production and beyond loopback',
    );
  }
  if (!production) return problems;
  for (const name of ['JWT_SECRET', 'ENCRYPTION_KEY'] as const) {
    const value = settings[name];
    if (!value) problems.push(`${name}: required in production`);
    else if (new Set(value).size < 8) problems.push(`${name}: too easy to guess`);
  }
  if (settings.JWT_SECRET && settings.JWT_SECRET === settings.ENCRYPTION_KEY) {
    problems.push('ENCRYPTION_KEY: must differ from JWT_SECRET');
  }
  for (const name of storesWithoutTls(settings)) {
    problems.push(`${name}: a store on another machine must be reached through TLS in production`);
  }
  return problems;
}
