import { Secret, TOTP } from 'otpauth';
import { hashToken } from '../../platform/crypto/tokens.js';

const recoveryCodes = 10;
/** 80 bits: beyond guessing, also for somebody who has the digests. */
const recoveryBytes = 10;
/** Codes of the neighbouring time steps count too, as clocks differ. */
const window = 1;

export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What authenticator apps read from a QR code. */
export const keyUri = (secret: string, username: string): string =>
  new TOTP({ issuer: 'Chatbots Platform', label: username, secret }).toString();

/** The time step whose code this is, or `null` (RFC 6238: six digits, 30 seconds, SHA-1). */
export function stepOfCode(secret: string, code: string): number | null {
  const timestamp = Date.now();
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = TOTP.validate({ token, secret: Secret.fromBase32(secret), timestamp, window });
  return delta === null ? null : TOTP.counter({ timestamp }) + delta;
}

/** Codes for the day when the authenticator is lost, each good for one use. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodes }, () =>
    new Secret({ size: recoveryBytes }).base32.toLowerCase().replace(/(.{4})(?=.)/g, '$1-'),
  );

/** The digest of a recovery code, however it was typed. */
export const hashRecoveryCode = (code: string): string =>
  hashToken(code.toLowerCase().replace(/[^a-z2-7]/g, ''));
