import { api, ask } from '../api/client.js';
import type { Schema } from '../api/types.js';

export interface SignIn {
  /** A username or an e-mail address: usernames have no `@`. */
  name: string;
  password: string;
  totp?: string;
}

/**
 * Signs in. The session is a cookie which no script can read; the tokens that the answer also has are for other clients and
 * are dropped here. @throws ApiError UNAUTHORIZED, TOTP_REQUIRED
 */
export async function signIn({ name, password, totp }: SignIn): Promise<Schema<'User'>> {
  const who = name.includes('@') ? { email: name.trim() } : { username: name.trim() };
  const body = { ...who, password, ...(totp ? { totp: totp.trim() } : {}), cookie: true };
  return (await ask(api.POST('/api/v1/auth/login', { body }))).data.user;
}

export type Registration = Omit<Schema<'RegisterUser'>, 'cookie'>;

/** Makes an account and signs it in. @throws ApiError CONFLICT when the name or address is taken */
export async function register(input: Registration): Promise<Schema<'User'>> {
  return (await ask(api.POST('/api/v1/auth/register', { body: { ...input, cookie: true } }))).data.user;
}

export const signOut = () => ask(api.POST('/api/v1/auth/logout'));

/** The session goes on in another organisation of the user's. */
export const enterOrganization = (organizationId: string) =>
  ask(api.PUT('/api/v1/auth/organization', { body: { organizationId } }));

/** Exchanges the code of the link that the terminal showed for a session. `false` when it is spent, too old or wrong. */
export async function redeemCode(code: string): Promise<boolean> {
  const response = await fetch('/local-sign-in', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  return response.ok;
}
