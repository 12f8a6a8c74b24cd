import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what has to be read again, such as the secrets of authenticators and keys of providers. */
export interface Sealer {
  /** `context` says what the text is and whose; the sealed text opens with the same context only. */
  seal(text: string, context: string): string;
  /** @throws Error when it was changed, sealed for another context, or with a key that is not configured any more */
  open(sealed: string, context: string): string;
  /** Whether another key sealed it than the one that seals now. */
  isStale(sealed: string): boolean;
}

const algorithm = 'aes-256-gcm';
const version = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/** What a configured secret is made of by HKDF (RFC 5869): a key of the right length, and a name that tells it from others. */
function keyOf(secret: string): { id: string; key: Buffer } {
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `chatbots-platform ${version} ${purpose}`, length));
  return { id: derive('key id', 4).toString('hex'), key: derive('key', 32) };
}

/** What tells which secret sealed a text; nothing of the secret follows from it. */
export const sealingKeyId = (secret: string): string => keyOf(secret).id;

/**
 * AES-256-GCM with a random nonce; the sealed text is `v1.<key id>.<nonce, ciphertext and tag in base64url>`. Former
 * secrets still open what they sealed, so that the secret can be changed without reading everything again at once.
 */
export function createSealer({ secret, former = [] }: { secret: string; former?: string[] }): Sealer {
  const current = keyOf(secret);
  const keys = new Map([current, ...former.map(keyOf)].map(({ id, key }) => [id, key]));
  return {
    seal(text, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, current.key, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [version, current.id, sealed.toString('base64url')].join('.');
    },
    open(sealed, context) {
      const [format, id = '', content = ''] = sealed.split('.');
      const key = keys.get(id);
      if (format !== version || !key)
        throw new Error('a secret was sealed with an ENCRYPTION_KEY that is not known');
      const bytes = Buffer.from(content, 'base64url');
      if (bytes.length < ivBytes + tagBytes) throw new Error('a sealed secret is damaged');
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-tagBytes));
      return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
    },
    isStale: (sealed) => sealed.split('.')[1] !== current.id,
  };
}
