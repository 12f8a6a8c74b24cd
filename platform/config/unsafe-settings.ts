import type { Settings } from './environment.js';
import { isLoopback, storesWithoutTls } from './store-urls.js';

/** Words of examples that were copied as they stand, and what a few keys repeated give. */
const isGuessable = (value: string): boolean =>
  new Set(value).size < 8 ||
  /change.?(me|this|it)|replace.?(me|this)|your.?(own|secret|key|jwt)|placeholder|example|super.?secret/i.test(
    value,
  ) ||
  /^(.{1,16})\1+.{0,15}$/.test(value);

/** What must not be started with, a sentence each: halves of a pair, and in production what others could guess or read. */
export function unsafeSettings(settings: Settings): string[] {
  const problems: string[] = [];
  if (!settings.TEMPORAL_TLS_CERT_FILE !== !settings.TEMPORAL_TLS_KEY_FILE)
    problems.push('TEMPORAL_TLS_CERT_FILE: needs TEMPORAL_TLS_KEY_FILE, and the other way round');
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
    else if (isGuessable(value)) problems.push(`${name}: too easy to guess`);
  }
  if (settings.BACKUP_KEY && isGuessable(settings.BACKUP_KEY)) problems.push('BACKUP_KEY: too easy to guess');
  if (settings.BACKUP_KEY && settings.BACKUP_KEY === settings.ENCRYPTION_KEY)
    problems.push('BACKUP_KEY: must differ from ENCRYPTION_KEY');
  if (settings.JWT_SECRET && settings.JWT_SECRET === settings.ENCRYPTION_KEY) {
    problems.push('ENCRYPTION_KEY: must differ from JWT_SECRET');
  }
  for (const name of storesWithoutTls(settings)) {
    problems.push(`${name}: a store on another machine must be reached through TLS in production`);
  }
  return problems;
}
