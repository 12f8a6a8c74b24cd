import { readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hashToken, randomToken, sameHash } from '../../platform/crypto/tokens.js';

const validMs = 15 * 60_000;
const fileOf = (dataDir: string): string => join(dataDir, 'sign-in-code.json');
const Stored = z.strictObject({ hash: z.string(), expiresAt: z.number() });

/**
 * A secret that signs in once, for the link that `npm start` shows. Whoever starts the platform and its API processes share
 * the data folder and nothing else, so its digest is kept there, for this user of the machine only. A code before is void.
 */
export async function createSignInCode(dataDir: string): Promise<string> {
  const code = randomToken();
  // What is written over keeps the mode that it has.
  await rm(fileOf(dataDir), { force: true });
  const stored = { hash: hashToken(code), expiresAt: Date.now() + validMs };
  await writeFile(fileOf(dataDir), JSON.stringify(stored), { mode: 0o600 });
  return code;
}

/** Whether the code is the present one; it is spent by this. Of several who bring it at once one gets in: a file goes once. */
export async function spendSignInCode(dataDir: string, code: string): Promise<boolean> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch(() => null);
  const stored = text === null ? null : Stored.safeParse(asJson(text)).data;
  if (!stored || stored.expiresAt <= Date.now() || !sameHash(stored.hash, hashToken(code))) return false;
  return unlink(fileOf(dataDir)).then(
    () => true,
    () => false,
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
