import { hkdfSync, randomBytes } from 'node:crypto';

/** What the configured key is made into for one backup. */
export interface BackupKeys {
  /** Tells which `BACKUP_KEY` it was, and nothing of it. */
  id: string;
  /** AES-256 key of the parts. */
  parts: Buffer;
  /** HMAC key of the manifest. */
  manifest: Buffer;
}

/** Sixteen random bytes, hexadecimal: every backup has keys of its own. */
export const newSalt = (): string => randomBytes(16).toString('hex');

/** HKDF (RFC 5869) over the 32 bytes of `BACKUP_KEY`. */
export function backupKeysOf(secret: Buffer, salt: string): BackupKeys {
  const derive = (purpose: string, length: number, from: string) =>
    Buffer.from(
      hkdfSync('sha256', secret, Buffer.from(from, 'hex'), `chatbots-platform backup v1 ${purpose}`, length),
    );
  return {
    id: derive('key id', 4, '').toString('hex'),
    parts: derive('parts', 32, salt),
    manifest: derive('manifest', 32, salt),
  };
}
