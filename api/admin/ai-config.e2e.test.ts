import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, platformUrl } from '../../test/helpers/given.js';

const path = '/api/admin/ai/config';
const given = createGiven(platformUrl());
let admin: TestClient;
beforeAll(async () => {
  admin = await given.admin();
});
// Everybody's settings: only what touches no other test is changed here, and put back.
afterEach(async () => {
  expect(
    (await admin.post(path, { openai: null, cache: null, rateLimits: null, budgets: null })).status,
  ).toBe(200);
});

const read = async () => (await admin.get(path)).body.data;

test('the configuration has every documented field, and the values that hold where nothing was set', async () => {
  const answer = await admin.get(path);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ success: true, data: expect.any(Object) });
  const provider = {
    enabled: expect.any(Boolean),
    fallbackModel: null,
    timeout: 60_000,
    maxRetries: 2,
  };
  const count = expect.any(Number);
  const limits = {
    ...{ userMaxRequests: count, userWindowMs: count, orgMaxRequests: count, orgWindowMs: count },
  };
  expect(answer.body.data).toMatchObject({
    openai: { ...provider, organization: null, defaultModel: 'gpt-4o-mini' },
    anthropic: { ...provider, enabled: false, apiKey: null, defaultModel: 'claude-haiku-4-5' },
    rateLimits: Object.fromEntries(
      ['summarize', 'search', 'chat', 'embeddings', 'moderation'].map((name) => [name, limits]),
    ),
    cache: { enabled: true, summarizationTtl: 1_800, searchTtl: 3_600, chatTtl: 300, embeddingsTtl: 7_200 },
    budgets: { dailyLimit: null, monthlyLimit: null, alertThresholds: [50, 75, 90, 100] },
  });
});

test('what is named is changed, null puts it back, and the version counts', async () => {
  const before = await read();
  const changed = await admin.post(path, {
    openai: { organization: 'org-1', timeout: 90_000 },
    cache: { chatTtl: 200 },
    rateLimits: { moderation: { userMaxRequests: 77 } },
    budgets: { dailyLimit: 1_000_000, alertThresholds: [90, 10.5, 90] },
  });
  expect(changed.body).toEqual({
    success: true,
    data: {
      ...before,
      openai: { ...before.openai, organization: 'org-1', timeout: 90_000 },
      cache: { ...before.cache, chatTtl: 200 },
      rateLimits: {
        ...before.rateLimits,
        moderation: { ...before.rateLimits.moderation, userMaxRequests: 77 },
      },
      budgets: { ...before.budgets, dailyLimit: 1_000_000, alertThresholds: [10.5, 90] },
      version: before.version + 1,
      updatedAt: expect.any(String),
    },
    message: 'AI configuration updated successfully',
  });
  await admin.post(path, { openai: { timeout: null }, cache: null });
  expect(await read()).toMatchObject({
    openai: { organization: 'org-1', timeout: 60_000 },
    cache: before.cache,
    budgets: { dailyLimit: 1_000_000 },
  });
  const { body } = await admin.get('/api/v1/admin/audit-log?action=ai-config.updated&limit=1');
  expect(body.data[0]).toMatchObject({
    target: { type: 'ai-config', id: 'ai' },
    details: { changed: ['openai.timeout', 'cache'] },
  });
});

test('a key is shown masked only, and its mask changes nothing', async () => {
  // Anthropic stays switched off, so that no other test is answered by it.
  const key = 'sk-ant-secret-of-the-test-1xyz';
  const set = await admin.post(path, { anthropic: { apiKey: key, enabled: false } });
  expect(set.body.data.anthropic).toMatchObject({ apiKey: 'sk-...xyz', enabled: false });
  const again = await admin.post(path, { anthropic: { apiKey: 'sk-...xyz', maxRetries: 1 } });
  expect(again.body.data.anthropic).toMatchObject({ apiKey: 'sk-...xyz', maxRetries: 1 });
  const audit = await admin.get('/api/v1/admin/audit-log?action=ai-config.updated&limit=5');
  expect(JSON.stringify([set.body, again.body, await read(), audit.body])).not.toContain('secret');
  expect((await admin.post(path, { anthropic: null })).body.data.anthropic).toMatchObject({
    ...{ apiKey: null, maxRetries: 2, enabled: false },
  });
});

test.each([
  [{ openai: { timeout: 5 } }, 'body.openai.timeout'],
  [{ openai: { models: 1 } }, 'body.openai.models: unknown field'],
  [{ rateLimits: { search: { userWindowMs: 1_500 } } }, 'body.rateLimits.search.userWindowMs'],
  [{ budgets: { dailyLimit: -1 } }, 'body.budgets.dailyLimit'],
  [{ anthropic: { enabled: true } }, 'body.anthropic.enabled: there is no key for it'],
  [{ anthropic: { apiKey: 'sk-...abc' } }, 'body.anthropic.apiKey: this is the mask of a key'],
  [{ nonsense: true }, 'body.nonsense: unknown field'],
])('%j is refused, and nothing is changed', async (body, problem) => {
  const before = await read();
  const answer = await admin.post(path, { cache: { chatTtl: 999 }, ...body });
  expect([answer.status, answer.body.success, answer.body.code]).toEqual([400, false, 'VALIDATION_ERROR']);
  expect(`${answer.body.error} ${answer.body.details}`).toContain(problem);
  expect(await read()).toEqual(before);
});

test('only administrators of the installation see or change it', async () => {
  const { client } = await given.owner();
  for (const answer of [await client.get(path), await client.post(path, { cache: { chatTtl: 1 } })])
    expect([answer.status, answer.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  expect((await given.anonymous.get(path)).status).toBe(401);
});

test('changes that come together are all made', async () => {
  const { version } = await read();
  const changes = [
    { cache: { summarizationTtl: 100 } },
    { cache: { searchTtl: 101 } },
    { openai: { organization: 'org-2' } },
    { budgets: { monthlyLimit: 5_000_000 } },
  ];
  const answers = await Promise.all(changes.map((change) => admin.post(path, change)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await read()).toMatchObject({
    version: version + 4,
    cache: { summarizationTtl: 100, searchTtl: 101 },
    openai: { organization: 'org-2' },
    budgets: { monthlyLimit: 5_000_000 },
  });
});
