import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import dotenv from 'dotenv';
import { Environment, type Settings } from './environment.js';
import {
  defaultRateLimits,
  rateLimitCategories,
  RateLimitText,
  type RateLimits,
} from './rate-limit.config.js';
import { isLoopback } from './store-urls.js';
import { resolveBackupKey, resolveSecrets, type Secrets } from './secrets.js';
import { unsafeSettings } from './unsafe-settings.js';

export type Config = Omit<Settings, 'JWT_SECRET' | 'ENCRYPTION_KEY'> &
  Secrets & { BACKUP_DIR: string; rateLimits: RateLimits };

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
  const DATA_DIR = resolve(values.DATA_DIR);
  const directories = {
    ...{ DATA_DIR, CACHE_DIR: resolve(values.CACHE_DIR) },
    BACKUP_DIR: values.BACKUP_DIR ? resolve(values.BACKUP_DIR) : join(DATA_DIR, 'backups'),
  };
  return {
    ...values,
    ...directories,
    ...resolveSecrets({ given: { JWT_SECRET, ENCRYPTION_KEY }, dataDir: DATA_DIR }),
    // In production whoever wants backups brings the key: one that lies beside the data is lost with it.
    BACKUP_KEY:
      values.BACKUP_KEY ?? (values.NODE_ENV === 'production' ? undefined : resolveBackupKey(DATA_DIR)),
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

/** Where messages by mail go while there is no mail server. */
export const outboxFileOf = ({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): string =>
  join(DATA_DIR, 'outbox.jsonl');

/** The address that callers and other sites know this installation by. */
export const publicUrlOf = ({
  PUBLIC_URL,
  HOST,
  PORT,
}: Pick<Config, 'PUBLIC_URL' | 'HOST' | 'PORT'>): string => PUBLIC_URL ?? `http://${HOST}:${PORT}`;

/** Whether this is somebody's own machine: nobody else reaches it, and nobody's work depends on it. */
export const isLocal = ({ HOST, NODE_ENV }: Pick<Config, 'HOST' | 'NODE_ENV'>): boolean =>
  isLoopback(HOST) && NODE_ENV !== 'production';
