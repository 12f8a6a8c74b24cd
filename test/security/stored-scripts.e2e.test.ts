import { beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../helpers/client.js';
import { createGiven, data, platformUrl, unique, type Member } from '../helpers/given.js';

const given = createGiven(platformUrl());
const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

const expectJson = (answer: Answer) => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
};

test('names and texts come back as they were sent, as JSON that no browser runs', async () => {
  const name = `${attack} ${unique()}`;
  const bot = await given.chatbot(me, {
    name,
    description: attack,
    welcomeMessage: attack,
    model: { provider: 'local' },
  });
  const base = await given.knowledgeBase(me, bot.id, { name, description: attack });
  const items = `/api/v1/knowledge-bases/${base.id}/items`;
  const accepted = data(
    await me.client.post(items, {
      title: attack,
      content: `The canteen serves soup. ${attack}`,
      tags: [attack.slice(0, 60)],
      metadata: { note: attack },
    }),
    202,
  );
  await given.finished(me.client, accepted.jobId);
  const { conversationId, messageId } = data(
    await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, {
      message: `Soup? ${attack}`,
      userId: attack,
    }),
  );
  await me.client.post(`/api/v1/chatbots/${bot.id}/response-rating`, {
    messageId,
    rating: 1,
    feedback: attack,
  });
  for (const path of [
    '/api/v1/chatbots',
    `/api/v1/chatbots/${bot.id}`,
    `/api/v1/chatbots/${bot.id}/knowledge-bases`,
    `/api/v1/knowledge-bases/${base.id}`,
    items,
    `${items}/${accepted.items[0].id}`,
    `/api/v1/knowledge-bases/${base.id}/search?q=soup`,
    `/api/v1/chatbots/${bot.id}/conversation/history?conversationId=${conversationId}`,
    `/api/v1/chatbots/${bot.id}/conversation/${conversationId}/messages/${messageId}/trace`,
    `/api/v1/jobs/${accepted.jobId}/items`,
  ]) {
    const answer = await me.client.get(path, { Accept: 'text/html' });
    expect(answer.status).toBe(200);
    expectJson(answer);
    expect(JSON.stringify(answer.body)).toContain('<script>alert(1)</script>');
  }
});

test('what is wrong in a request is never told as a page', async () => {
  for (const answer of [
    await me.client.get(`/api/v1/chatbots/${encodeURIComponent(attack)}`, { Accept: 'text/html' }),
    await me.client.get(`/api/v1/chatbots?sort=${encodeURIComponent(attack)}`, { Accept: 'text/html' }),
    await me.client.get(`/api/v1/${encodeURIComponent(attack)}`, { Accept: 'text/html' }),
    await me.client.post('/api/v1/chatbots', { [attack]: 1, name: 'x' }),
    await me.client.post('/api/v1/chatbots', `{"name": ${attack}`),
  ]) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expectJson(answer);
  }
});

test('an uploaded page is read without its scripts', async () => {
  const base = await given.knowledgeBase(me, (await given.chatbot(me)).id);
  await given.documents(me, base.id, {
    'page.html':
      '<h1 onclick="alert(1)">Soup</h1><p>The canteen serves soup.</p><script>stealEverything()</script>',
    'page.md': 'The canteen serves [soup](javascript:alert(1)).\n\n<script>stealEverything()</script>',
  });
  const results = data(await me.client.get(`/api/v1/knowledge-bases/${base.id}/search?q=canteen+soup`));
  expect(results.length).toBeGreaterThan(0);
  expect(JSON.stringify(results)).not.toMatch(/stealEverything|onclick|javascript:/);
});
