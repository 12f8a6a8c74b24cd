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
  const kept = readOrCreate(join(dataDir, 'secrets.json'), dataDir);
  return { JWT_SECRET: JWT_SECRET ?? kept.JWT_SECRET, ENCRYPTION_KEY: ENCRYPTION_KEY ?? kept.ENCRYPTION_KEY };
}

function readOrCreate(file: string, dataDir: string): Secrets {
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const generate = () => randomBytes(48).toString('base64url');
    const secrets: Secrets = { JWT_SECRET: generate(), ENCRYPTION_KEY: generate() };
    try {
      // 'wx': of several processes that start at once, one writes and all read the same.
      writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
      chmodSync(file, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}
