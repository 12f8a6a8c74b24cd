import { expect, test } from '@jest/globals';
import { AppError } from '../errors/app-error.js';
import { onDuplicate, upserting } from './duplicate-key.js';

const duplicate = (...fields: string[]) =>
  Object.assign(new Error('E11000 duplicate key error collection: users index: secret'), {
    code: 11_000,
    keyPattern: Object.fromEntries(fields.map((field) => [field, 1])),
  });
const messages = { usernameKey: 'This username is taken', emailKey: 'This address is taken' };
const failing = (error: Error) => onDuplicate(messages, () => Promise.reject(error));

test('what was written is passed on', async () => {
  expect(await onDuplicate(messages, async () => 'written')).toBe('written');
});

test.each([
  [['usernameKey'], 'This username is taken'],
  [['emailKey'], 'This address is taken'],
  [['organizationId', 'emailKey'], 'This address is taken'],
  [['other'], 'Already exists'],
  [[], 'Already exists'],
])('a violated index on %j says: %s', async (fields, message) => {
  const error = await failing(duplicate(...fields)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'CONFLICT', message });
});

test('other errors stay what they are', async () => {
  const away = Object.assign(new Error('not primary'), { code: 10_107 });
  await expect(failing(away)).rejects.toBe(away);
});

test('an upsert that met another insert is tried again, three times at most', async () => {
  const writes: string[] = [];
  const write = (failures: number) => () => {
    writes.push('write');
    return writes.length > failures ? Promise.resolve('updated') : Promise.reject(duplicate('_id'));
  };
  expect(await upserting(write(1))).toBe('updated');
  expect(writes).toHaveLength(2);
  writes.length = 0;
  await expect(upserting(write(9))).rejects.toMatchObject({ code: 11_000 });
  expect(writes).toHaveLength(3);
  writes.length = 0;
  const away = new Error('not primary');
  await expect(upserting(() => (writes.push('write'), Promise.reject(away)))).rejects.toBe(away);
  expect(writes).toHaveLength(1);
});
