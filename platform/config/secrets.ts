import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  /** Signs access tokens. */
  JWT_SECRET: string;
  /** Encrypts what must be read again, such as provider keys. */
  ENCRYPTION_KEY: string;
}

/** Secrets that were not given are generated once and kept in `DATA_DIR/secrets.json`, readable by its owner only. */
export function resolveSecrets({ given, dataDir }: { given: Partial<Secrets>; dataDir: string }): Secrets {
  const { JWT_SECRET, ENCRYPTION_KEY } = given;
  if (JWT_SECRET && ENCRYPTION_KEY) return { JWT_SECRET, ENCRYPTION_KEY };
  const generate = () => randomBytes(48).toString('base64url');
  const kept = JSON.parse(
    readOrCreate(dataDir, 'secrets.json', () =>
      JSON.stringify({ JWT_SECRET: generate(), ENCRYPTION_KEY: generate() }),
    ),
  ) as Secrets;
  return { JWT_SECRET: JWT_SECRET ?? kept.JWT_SECRET, ENCRYPTION_KEY: ENCRYPTION_KEY ?? kept.ENCRYPTION_KEY };
}

/**
 * The key of backups, generated once into `DATA_DIR/backup.key` when none was given: a file of its own, because its owner has to
 * keep a copy of it elsewhere.
 */
export const resolveBackupKey = (dataDir: string): string =>
  readOrCreate(dataDir, 'backup.key', () => `${randomBytes(32).toString('base64')}\n`).trim();

function readOrCreate(dataDir: string, name: string, create: () => string): string {
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    try {
      // 'wx': of several processes that start at once, one writes and all read the same.
      writeFileSync(file, create(), { mode: 0o600, flag: 'wx' });
      chmodSync(file, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(file, 'utf8');
}
