import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A random secret of 256 bits, URL-safe. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** For secrets of high entropy only (tokens, keys): a plain digest cannot be guessed back. Passwords use argon2. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Compares digests in constant time. */
export const sameHash = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
