import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, platformUrl, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let owner: Member;
beforeAll(async () => {
  owner = await given.owner();
  for (let count = 0; count < 5; count++) await given.chatbot(owner);
});
const list = (query = '') => owner.client.get(`/api/v1/chatbots${query}`);

test('a success has a status and data and nothing else', async () => {
  const { body } = await owner.client.get('/api/v1/auth/me');
  expect(body).toEqual({ status: 'success', data: expect.any(Object) });
});

test('what is done without a result says so', async () => {
  const { id } = await given.chatbot(owner);
  expect((await owner.client.delete(`/api/v1/chatbots/${id}`)).body).toEqual({
    status: 'success',
    message: 'Chatbot deleted',
    data: null,
  });
});

test('an error has a status, a message and a code and nothing else', async () => {
  const { body } = await owner.client.get(`/api/v1/chatbots/${unusedId()}`);
  expect(body).toEqual({ status: 'error', message: 'Chatbot not found', code: 'NOT_FOUND' });
});

test('a list has its page beside its items', async () => {
  const { body } = await list();
  expect(Object.keys(body).sort()).toEqual(['data', 'pagination', 'status']);
  expect(body.pagination).toEqual({ total: 5, pages: 1, page: 1, limit: 20 });
  expect(body.data).toHaveLength(5);
});

test('pages together are the list, without gap or repetition', async () => {
  const all = (await list()).body.data.map(({ id }: { id: string }) => id);
  const pages = [];
  for (const page of [1, 2, 3]) pages.push((await list(`?limit=2&page=${page}`)).body);
  expect(pages.map(({ pagination }) => pagination)).toEqual(
    [1, 2, 3].map((page) => ({ total: 5, pages: 3, page, limit: 2 })),
  );
  expect(pages.flatMap(({ data }) => data.map(({ id }: { id: string }) => id))).toEqual(all);
});

test('a page beyond the last is empty', async () => {
  const { body } = await list('?page=9');
  expect(body).toEqual({
    status: 'success',
    data: [],
    pagination: { total: 5, pages: 1, page: 9, limit: 20 },
  });
});

test('an empty list has no pages', async () => {
  const { client } = await given.owner();
  expect((await client.get('/api/v1/chatbots')).body).toEqual({
    status: 'success',
    data: [],
    pagination: { total: 0, pages: 0, page: 1, limit: 20 },
  });
});

test('both directions of a sort are each other reversed', async () => {
  const ids = async (query: string) => (await list(query)).body.data.map(({ id }: { id: string }) => id);
  expect(await ids('?sort=createdAt:asc')).toEqual((await ids('?sort=createdAt:desc')).reverse());
});

test('a searched text is taken literally', async () => {
  const { client, ...rest } = await given.owner();
  const member = { client, ...rest };
  await given.chatbot(member, { name: 'Costs (2026) [a+b]' });
  await given.chatbot(member, { name: 'Other' });
  const found = async (text: string) =>
    (await client.get(`/api/v1/chatbots?search=${encodeURIComponent(text)}`)).body.data.length;
  expect(await found('(2026) [A+B]')).toBe(1);
  expect(await found('.*')).toBe(0);
  expect(await found('^')).toBe(0);
});
