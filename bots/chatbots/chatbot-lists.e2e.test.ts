import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

const at = (bot: { id: string }) => `/api/v1/chatbots/${bot.id}`;

test('the list is filtered, searched, sorted and paginated', async () => {
  const mine = await given.owner();
  for (const [name, status] of [
    ['Delta', 'active'],
    ['alpha', 'inactive'],
    ['Charlie', 'active'],
    ['Bravo (beta)', 'active'],
    ['echo', 'inactive'],
  ])
    await given.chatbot(mine, { name, status });
  await mine.client.put(at(data(await mine.client.get('/api/v1/chatbots?search=Delta'))[0]), {
    description: 'new',
  });
  const list = (query: string) => mine.client.get(`/api/v1/chatbots${query}`);
  const names = async (query: string) => data(await list(query)).map(({ name }: { name: string }) => name);
  expect(await names('')).toEqual(['echo', 'Bravo (beta)', 'Charlie', 'alpha', 'Delta']);
  expect(await names('?sort=createdAt:asc')).toEqual(['Delta', 'alpha', 'Charlie', 'Bravo (beta)', 'echo']);
  expect((await names('?sort=updatedAt:desc'))[0]).toBe('Delta');
  expect(await names('?sort=name:asc')).toHaveLength(5);
  expect(await names('?status=inactive')).toEqual(['echo', 'alpha']);
  expect(await names('?search=(BET')).toEqual(['Bravo (beta)']);
  expect(await names('?search=.')).toEqual([]);
  expect(await names('?limit=2&page=2')).toEqual(['Charlie', 'alpha']);
  expect(await names('?limit=2&page=9')).toEqual([]);
  expect((await list('?limit=2&page=2')).body.pagination).toEqual({ total: 5, pages: 3, page: 2, limit: 2 });
  expect((await list('?status=active')).body.pagination.total).toBe(3);
});

test.each([
  'limit=0',
  'limit=101',
  'limit=x',
  'page=0',
  'page=1.5',
  'sort=name',
  'sort=__proto__:asc',
  'status=gone',
  'search=',
  'colour=red',
  'status=active&status=inactive',
])('a wrong query is refused: %s', async (query) => {
  const answer = await me.client.get(`/api/v1/chatbots?${query}`);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});
