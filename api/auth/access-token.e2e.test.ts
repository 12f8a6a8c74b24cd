import { beforeAll, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createGiven, platformUrl, unusedId } from '../../test/helpers/given.js';
import { jwtSecret } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
const key = new TextEncoder().encode(jwtSecret());
let claims: { sub: string; sid: string };
let token: string;
beforeAll(async () => {
  const { client } = await given.owner();
  token = client.headers.Authorization!.slice('Bearer '.length);
  claims = decodeJwt(token);
});

interface Variation {
  secret?: Uint8Array;
  header?: object;
  issuer?: string;
  audience?: string;
  expires?: string | number;
  payload?: Record<string, unknown>;
}
const signed = ({
  secret = key,
  header = {},
  issuer = 'chatbots-platform',
  audience = 'api',
  expires = '5m',
  payload = {},
}: Variation = {}) =>
  new SignJWT({ sid: claims.sid, sub: claims.sub, ...payload })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(secret);
const me = (credential: string, scheme = 'Bearer') =>
  given.anonymous.get('/api/v1/auth/me', { Authorization: `${scheme} ${credential}` });

test('a token says nothing but who and which session', () => {
  expect(Object.keys(decodeJwt(token)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'at+jwt' });
});

test('a token made as the platform makes them is accepted', async () => {
  expect((await me(await signed())).status).toBe(200);
});

test.each<[string, Variation]>([
  ['of another secret', { secret: new TextEncoder().encode('another secret of thirty-two characters') }],
  ['for another audience', { audience: 'websocket' }],
  ['of another issuer', { issuer: 'somebody' }],
  ['of another type', { header: { typ: 'JWT' } }],
  ['without a type', { header: { typ: undefined } }],
  ['signed in another way', { header: { alg: 'HS512' } }],
  ['that has expired', { expires: Math.floor(Date.now() / 1_000) - 1 }],
  ['of an unknown session', { payload: { sid: unusedId() } }],
  ['of another user', { payload: { sub: unusedId() } }],
  ['without a session', { payload: { sid: undefined } }],
  ['whose session is an operator', { payload: { sid: { $ne: null } } }],
])('a token %s is refused', async (_, variation) => {
  const answer = await me(await signed(variation));
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({ status: 'error', message: expect.any(String), code: 'UNAUTHORIZED' });
});

test('a token without a signature is refused', async () => {
  const unsigned = new UnsecuredJWT({ sid: claims.sid, sub: claims.sub })
    .setIssuer('chatbots-platform')
    .setAudience('api')
    .setExpirationTime('5m')
    .encode();
  expect((await me(unsigned)).status).toBe(401);
  const [header = '', payload = ''] = token.split('.');
  expect((await me(`${header}.${payload}.`)).status).toBe(401);
  expect((await me(`${header}.${payload}`)).status).toBe(401);
});

test('a token signed with a key of its own is refused', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const foreign = await new SignJWT({ sid: claims.sid, sub: claims.sub })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer('chatbots-platform')
    .setAudience('api')
    .setExpirationTime('5m')
    .sign(privateKey);
  expect((await me(foreign)).status).toBe(401);
});

test('a token whose content was changed is refused', async () => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const changed = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const forged = Buffer.from(JSON.stringify({ ...changed, sub: unusedId() })).toString('base64url');
  expect((await me(`${header}.${forged}.${signature}`)).status).toBe(401);
});

test.each([
  ['Basic', 'YWRhOnNlY3JldA=='],
  ['Bearer', ''],
  ['Bearer', 'two words'],
  ['Token', 'abc'],
  ['Bearer', 'plx_'],
  ['Bearer', 'a'.repeat(8_000)],
])('the header "%s %.20s" is a 401', async (scheme, credential) => {
  expect((await me(credential, scheme)).status).toBe(401);
});

test('the scheme is known in any letter case', async () => {
  expect((await me(token, 'bearer')).status).toBe(200);
});

test('wrong credentials do not matter where none are needed', async () => {
  const answer = await given.anonymous.get('/api/v1/health', { Authorization: 'Bearer nonsense' });
  expect(answer.status).toBe(200);
});
