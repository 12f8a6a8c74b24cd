import { beforeAll, expect, test } from '@jest/globals';
import type { Answer, TestClient } from '../helpers/client.js';
import { createGiven, platformUrl, unique, type Member } from '../helpers/given.js';

// What is made by the first request that needs it, is made once when several come in the same moment.
const given = createGiven(platformUrl());
let owner: Member;
beforeAll(async () => {
  owner = await given.owner();
}, 60_000);

const rounds = 4;
const atOnce = 12;
const message = {
  ...{ content: 'It ships on Monday', created_at: '2026-01-05T09:00:00Z' },
  ...{ author_id: 'ada', author_name: 'Ada', channel_id: 'general' },
};
const prepare: Record<string, (member: Member) => Promise<(client: TestClient) => Promise<Answer>>> = {
  'a search': async () => {
    const body = { query: unique('release '), messages: [{ ...message, id: 'm1' }] };
    return (client) => client.post('/api/ai/search', body);
  },
  'the embedding of a text': async () => {
    const body = { texts: [unique('release ')] };
    return (client) => client.post('/api/ai/embed', body);
  },
  'a stored message': async () => {
    const body = { messages: [{ ...message, id: unique('m') }] };
    return (client) => client.post('/api/ai/messages', body);
  },
  'a digest schedule': async () => {
    const body = { channelId: unique('channel-'), enabled: false };
    return (client) => client.put('/api/ai/digest/schedule', body);
  },
  'a budget': async (member) => {
    const { id } = await given.chatbot(member);
    return (client) => client.put('/api/v1/budgets', { scope: 'chatbot', scopeId: id, daily: 1 });
  },
  'the context of an end user': async (member) => {
    const { id } = await given.chatbot(member);
    return (client) => client.post(`/api/v1/chatbots/${id}/context/ada`, { data: { plan: 'basic' } });
  },
  'a topic': async (member) => {
    const { id } = await given.chatbot(member);
    return (client) => client.post(`/api/v1/chatbots/${id}/topics/ada`, { name: 'Prices' });
  },
  'an entity': async (member) => {
    const { id } = await given.chatbot(member);
    return (client) => client.post(`/api/v1/chatbots/${id}/entities/ada`, { type: 'product', value: 'Lamp' });
  },
};

test.each(Object.keys(prepare))(
  '%s',
  async (name) => {
    const statuses = new Set<number>();
    for (let round = 0; round < rounds; round++) {
      const send = await prepare[name]!(owner);
      const answers = await Promise.all(Array.from({ length: atOnce }, () => send(owner.client)));
      for (const { status } of answers) statuses.add(status);
    }
    expect([...statuses].filter((status) => status !== 200 && status !== 201)).toEqual([]);
  },
  60_000,
);

test('as many searches as were made are counted', async () => {
  const query = unique('counted ');
  const body = { query, messages: [{ ...message, id: 'm1' }] };
  await Promise.all(Array.from({ length: atOnce }, () => owner.client.post('/api/ai/search', body)));
  const { suggestions } = (await owner.client.get(`/api/search/suggestions?q=${query}`)).body;
  expect(suggestions).toMatchObject([{ query, count: atOnce }]);
});

test('one message is created, whoever stores it first', async () => {
  const id = unique('m');
  const body = { messages: [{ ...message, id }] };
  const answers = await Promise.all(
    Array.from({ length: atOnce }, () => owner.client.post('/api/ai/messages', body)),
  );
  const created = answers.map((answer) => answer.body.created as number);
  expect(created.reduce((sum, count) => sum + count, 0)).toBe(1);
});

test('the policy of moderation', async () => {
  const statuses = new Set<number>();
  for (let round = 0; round < rounds; round++) {
    const { client } = await given.owner();
    const actions = ['flag', 'hide'] as const;
    const put = (n: number) =>
      client.put('/api/moderation/policy', { policy: { profanityAction: actions[n % 2] } });
    for (const { status } of await Promise.all(Array.from({ length: atOnce }, (_, n) => put(n))))
      statuses.add(status);
  }
  expect([...statuses]).toEqual([200]);
}, 60_000);
