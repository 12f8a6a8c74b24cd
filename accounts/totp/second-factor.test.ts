import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { createSealer } from '../../platform/crypto/sealer.js';
import { startTestStores, type TestStores } from '../../test/helpers/own-stores.js';
import { newSecret } from './codes.js';
import { proveSecondFactor, sealContext } from './second-factor.js';
import { totpRepository } from './totp.repository.js';

let stores: TestStores;
beforeAll(async () => {
  stores = await startTestStores();
});
afterAll(() => stores.stop());

const [before, after] = [
  'the key of last year, which is long enough',
  'the key of this year, which is long enough',
];

test('after a change of the key an authenticator goes on, and is sealed with the new one', async () => {
  const [old, next] = [createSealer({ secret: before }), createSealer({ secret: after, former: [before] })];
  const secret = newSecret();
  await totpRepository.systemEnroll('ada', old.seal(secret, sealContext('ada')));
  const code = TOTP.generate({ secret: Secret.fromBase32(secret) });
  const stored = async () => (await totpRepository.systemFind('ada'))!;
  expect(next.isStale((await stored()).secret)).toBe(true);
  expect(await proveSecondFactor({ sealer: next, totp: await stored(), code })).toBe(true);
  expect(next.isStale((await stored()).secret)).toBe(false);
  const only = createSealer({ secret: after });
  expect(only.open((await stored()).secret, sealContext('ada'))).toBe(secret);
});

test('a secret that was put under another user does not open', async () => {
  const sealer = createSealer({ secret: after });
  await totpRepository.systemEnroll('eve', sealer.seal(newSecret(), sealContext('eve')));
  const theirs = (await totpRepository.systemFind('eve'))!;
  await totpRepository.systemEnroll('bob', theirs.secret);
  const moved = (await totpRepository.systemFind('bob'))!;
  await expect(proveSecondFactor({ sealer, totp: moved, code: '123456' })).rejects.toThrow();
});
