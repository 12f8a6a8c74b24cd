import { createCipheriv, createDecipheriv, randomBytes, type DecipherGCM } from 'node:crypto';
import { BackupError } from './backup-error.js';

const algorithm = 'aes-256-gcm';
const magic = Buffer.from('CPB1');
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + nonceBytes;

/** Whose part it is: its bytes open as nothing else, so that parts cannot take each other's place. */
export interface PartIdentity {
  backupId: string;
  name: string;
}

const contextOf = ({ backupId, name }: PartIdentity): Buffer => Buffer.from(`${backupId}\0${name}`);

/** AES-256-GCM with a random nonce for each part: `CPB1`, nonce, ciphertext, tag. */
export async function* sealPart(
  source: AsyncIterable<Buffer>,
  { key, identity }: { key: Buffer; identity: PartIdentity },
): AsyncGenerator<Buffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(
    contextOf(identity),
  );
  yield Buffer.concat([magic, nonce]);
  for await (const chunk of source) yield cipher.update(chunk);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/**
 * What was sealed. Only when it has come to its end is it certain to be whole: whoever acts on it has read all of it once before.
 * @throws BackupError at the latest at the end when a byte, the key or the place differs
 */
export async function* openPart(
  source: AsyncIterable<Buffer>,
  { key, identity }: { key: Buffer; identity: PartIdentity },
): AsyncGenerator<Buffer> {
  const refuse = () => new BackupError(`${identity.name} is damaged or does not belong to this backup.`);
  let decipher: DecipherGCM | undefined;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (!decipher && held.length >= headBytes) {
      if (!held.subarray(0, magic.length).equals(magic)) throw refuse();
      decipher = createDecipheriv(algorithm, key, held.subarray(magic.length, headBytes), {
        authTagLength: tagBytes,
      }).setAAD(contextOf(identity));
      held = held.subarray(headBytes);
    }
    // The last bytes are the tag, and which are the last is known at the end.
    if (!decipher || held.length <= tagBytes) continue;
    yield decipher.update(held.subarray(0, -tagBytes));
    held = held.subarray(-tagBytes);
  }
  if (!decipher || held.length < tagBytes) throw refuse();
  try {
    yield decipher.setAuthTag(held).final();
  } catch {
    throw refuse();
  }
}
