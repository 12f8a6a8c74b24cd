import { expect, test } from '@jest/globals';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { exportSPKI, importSPKI, SignJWT } from 'jose';
import { createAccessTokens } from './access-token.js';

const secret = 'a secret of more than thirty-two characters';
const tokens = createAccessTokens(secret);
const now = Math.floor(Date.now() / 1_000);
const claims = { sid: 's', sub: 'u', iss: 'chatbots-platform', aud: 'api', iat: now, exp: now + 300 };
const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token made by hand, with whatever header and content, signed as HS256. */
const forged = (header: unknown, payload: unknown, key: string | Buffer = secret): string => {
  const content = `${part(header)}.${part(payload)}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
};
const header = { alg: 'HS256', typ: 'at+jwt' };
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
const unsigned = (alg: string): string => `${part({ ...header, alg })}.${part(claims)}.`;

test('a token made by hand as the platform makes them is good: the others are refused for what they change', async () => {
  expect(await tokens.verify(forged(header, claims))).toEqual({ userId: 'u', sessionId: 's' });
});

const real = await tokens.sign({ userId: 'u', sessionId: 's' });
test.each<[string, string | Promise<string>]>([
  ...['none', 'None', 'NONE', 'nOnE', '', ' none'].map((alg): [string, string] => [
    `algorithm "${alg}"`,
    unsigned(alg),
  ]),
  [
    'none, with the signature of another',
    `${part({ ...header, alg: 'none' })}.${part(claims)}.${real.split('.')[2]!}`,
  ],
  ['signed with a public key as if it were a secret', forged(header, claims, pem)],
  [
    'signed with a public key in binary',
    forged(header, claims, publicKey.export({ type: 'spki', format: 'der' })),
  ],
  ['signed with RSA', new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign(privateKey)],
  ['that says RSA and is signed with the secret', forged({ ...header, alg: 'RS256' }, claims)],
  ['signed with an empty secret', forged(header, claims, Buffer.alloc(1))],
  [
    'of another platform',
    createAccessTokens('another platform with a secret of its own').sign({ userId: 'u', sessionId: 's' }),
  ],
  ['that brings its own key', forged({ ...header, jwk: { kty: 'oct', k: part('mine') } }, claims, 'mine')],
  ['that names where its key is', forged({ ...header, jku: 'http://127.0.0.1:1/keys' }, claims, 'mine')],
  [
    'that brings a certificate',
    forged({ ...header, x5u: 'http://127.0.0.1:1/', x5c: ['MIIB'] }, claims, 'mine'),
  ],
  ...['../../../../dev/null', "' OR 1=1 --", 'http://127.0.0.1:1/', '$ne', '\u0000', 'a'.repeat(5_000)].map(
    // Whoever reads a key by this name finds an empty one, or one of the attacker's.
    (kid): [string, string] => [
      `whose key is named ${JSON.stringify(kid).slice(0, 30)}`,
      forged({ ...header, kid }, claims, Buffer.alloc(1)),
    ],
  ),
  ['that asks for an extension nobody knows', forged({ ...header, crit: ['x'], x: 1 }, claims)],
  ['without encoding of its content', forged({ ...header, b64: false, crit: ['b64'] }, claims)],
  ['for somebody else', forged(header, { ...claims, aud: 'websocket' })],
  ['for nobody', forged(header, { ...claims, aud: undefined })],
  ['of another issuer', forged(header, { ...claims, iss: 'chatbots-platform.evil' })],
  ['of several issuers', forged(header, { ...claims, iss: ['chatbots-platform', 'evil'] })],
  ['of another type', forged({ ...header, typ: 'JWT' }, claims)],
  ['that has expired', forged(header, { ...claims, exp: now - 1 })],
  ['that never expires', forged(header, { ...claims, exp: undefined })],
  ['whose end is no number', forged(header, { ...claims, exp: `${now + 300}` })],
  ['that begins later', forged(header, { ...claims, nbf: now + 300 })],
  ['that was made without a time', forged(header, { ...claims, iat: undefined })],
  ['whose user is a list', forged(header, { ...claims, sub: ['u'] })],
  ['whose session is an operator', forged(header, { ...claims, sid: { $ne: null } })],
  ['whose content is a list', forged(header, [claims])],
  ['whose content is text', forged(header, 'null')],
  [
    'whose later issuer is wrong',
    forged(
      header,
      JSON.stringify(claims)
        .replace('{', '{"iss":"chatbots-platform",')
        .replace(/"iss":"chatbots-platform"(?=,"aud)/, '"iss":"evil"'),
    ),
  ],
  ['with blanks before it', ` ${real}`],
  ['with a line end behind it', `${real}\n`],
  ['with blanks inside', real.replace('.', ' .')],
  ['with a fourth part', `${real}.x`],
  ['with another end', `${real}=`],
  ['of five parts, encrypted', `${part({ alg: 'dir', enc: 'A256GCM' })}..a.b.c`],
  ['of a megabyte', forged(header, { ...claims, x: 'a'.repeat(1_000_000) }, 'mine')],
  ['of JSON', JSON.stringify({ payload: part(claims), protected: part(header), signature: '' })],
  ['that is empty', ''],
  ['that is a refresh token', `rft_${'a'.repeat(43)}`],
  ['that is an API key', `plx_${'a'.repeat(43)}`],
])('token confusion: a token %s is refused', async (_name, token) => {
  await expect(tokens.verify(await token)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('token confusion: the key that was tried is a real one', async () => {
  expect(await exportSPKI(await importSPKI(pem, 'RS256'))).toContain('BEGIN PUBLIC KEY');
});
