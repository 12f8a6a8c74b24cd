import { expect, jest, test } from '@jest/globals';

const verify = jest.fn(async () => false);
const hash = jest.fn(async () => '$argon2id$decoy');
jest.unstable_mockModule('@node-rs/argon2', () => ({ hash, verify }));
const { login } = await import('./login.js');
const { requestPasswordReset } = await import('../password-reset/request-password-reset.js');
const { userRepository } = await import('../users/user.repository.js');

const known = { _id: 'u', status: 'active', passwordHash: '$argon2id$theirs' };
const attempt = async (user: object | null) => {
  const find = jest.fn(async () => user);
  const { systemFindByLogin } = userRepository;
  Object.assign(userRepository, { systemFindByLogin: find });
  verify.mockClear();
  const input = { username: 'ada', password: 'wrong password' };
  const options = { tokens: {}, sealer: {}, input, device: {} } as never as Parameters<typeof login>[0];
  const error = await login(options).catch((failure: unknown) => failure);
  Object.assign(userRepository, { systemFindByLogin });
  const { code, message } = error as { code: string; message: string };
  return { code, message, looked: find.mock.calls.length, compared: verify.mock.calls.length };
};

test('account enumeration: a sign-in does the same work and says the same, whether there is an account or not', async () => {
  await attempt(null);
  hash.mockClear();
  const outcomes = [
    await attempt(null),
    await attempt(known),
    await attempt({ ...known, status: 'suspended' }),
  ];
  expect(outcomes[0]).toMatchObject({ code: 'UNAUTHORIZED', looked: 1, compared: 1 });
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
  // The decoy is made once, not for each unknown name.
  expect(hash).not.toHaveBeenCalled();
});

test('account enumeration: a request for a new password looks at no account at all', async () => {
  const find = jest.fn(async () => known);
  const { systemFindByLogin } = userRepository;
  Object.assign(userRepository, { systemFindByLogin: find });
  const add = jest.fn(async () => undefined);
  for (const email of ['ada@example.org', 'nobody@example.org'])
    await requestPasswordReset({ mails: { add }, email });
  Object.assign(userRepository, { systemFindByLogin });
  expect([add.mock.calls.length, find.mock.calls.length]).toEqual([2, 0]);
});
