import { Types } from 'mongoose';
import { createHash } from 'node:crypto';

/** A new id: 24 hexadecimal characters, increasing with time, so that indexes grow at their end. */
export const newId = (): string => new Types.ObjectId().toHexString();

/** The same parts give the same id, whichever process computes it; 32 hexadecimal characters of SHA-256. */
export const derivedId = (...parts: (string | number)[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
