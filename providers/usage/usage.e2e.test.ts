import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { startAnthropicDouble, type AnthropicDouble } from '../../test/doubles/anthropic-double.js';
import { startOpenAiDouble, type LedgerEntry, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, unique, type Member } from '../../test/helpers/given.js';
import { createInstallation } from '../../test/helpers/installation.js';
import { eventually } from '../../test/helpers/leftovers.js';

let openai: OpenAiDouble;
let anthropic: AnthropicDouble;
let installation: Awaited<ReturnType<typeof createInstallation>>;
let url: string;
let given: ReturnType<typeof createGiven>;
let admin: TestClient;
let me: Member;
let orgId: string;

beforeAll(async () => {
  [openai, anthropic] = await Promise.all([startOpenAiDouble('key-o'), startAnthropicDouble('key-a')]);
  installation = await createInstallation({
    ...{ OPENAI_API_KEY: 'key-o', OPENAI_BASE_URL: openai.url },
    ...{ ANTHROPIC_API_KEY: 'key-a', ANTHROPIC_BASE_URL: anthropic.url },
  });
  ({ url } = await installation.start('api'));
  given = createGiven(url);
  admin = await given.admin();
  me = await given.owner();
  orgId = me.user.organizationId;
}, 120_000);
afterAll(async () => {
  await installation?.close();
  await Promise.all([openai?.close(), anthropic?.close()]);
});

const today = new Date().toISOString().slice(0, 10);
const costs = async (query: Record<string, string>) =>
  data(await admin.get(`/api/admin/ai/costs?${new URLSearchParams(query).toString()}`));
const usage = async (query: Record<string, string>) =>
  data(await admin.get(`/api/admin/ai/usage?${new URLSearchParams(query).toString()}`));
const conversation = ({ id }: { id: string }) => `/api/v1/chatbots/${id}/conversation`;

/** Micro-dollars of so many tokens, at micro-dollars per million. */
const micros = ([input, output]: readonly [number, number], prompt: number, completion: number) =>
  Math.ceil((prompt * input + completion * output) / 1_000_000);
const mini = [150_000, 600_000] as const;
const haiku = [1_000_000, 5_000_000] as const;

const textOf = (content: unknown): string =>
  typeof content === 'string' ? content : (content as { text: string }[])[0]!.text;

/** What a provider that told no usage will have counted, from what went over the wire. */
function counted({ body, tokensSent }: LedgerEntry, text: string) {
  const prompt = [...(body.system ? [body.system] : []), ...body.messages!.map(({ content }) => content)];
  const said = text.match(/\s*\S+|\s+$/g)!.slice(0, tokensSent);
  const tokens = prompt.map((part) => countTokens(textOf(part)) + 4);
  return [tokens.reduce((sum, n) => sum + n, 0), countTokens(said.join(''))] as const;
}

test('what is told is to the micro-dollar what the providers have counted, whatever became of the answers', async () => {
  const bot = await given.chatbot(me);
  const claude = await given.chatbot(me, { model: { provider: 'anthropic' } });
  const ask = (of: { id: string }) => me.client.post(conversation(of), { message: `Say ${unique()}` });
  const story = 'One two three four five six';
  // Told, refused for a moment, broken off, and out of order until the other provider answers.
  openai.enqueue(
    { text: 'Fine.', usage: { promptTokens: 1_001, completionTokens: 333 } },
    { status: 429, retryAfter: 0 },
    { text: 'Now.', usage: { promptTokens: 77, completionTokens: 7 } },
    { text: story, stopAfter: 3 },
    { status: 500 },
    { status: 500 },
    { status: 500 },
  );
  anthropic.enqueue(
    { text: 'For you.', usage: { promptTokens: 500, completionTokens: 50 } },
    { status: 529 },
    { text: 'Hm.', usage: { promptTokens: 1_000, completionTokens: 9 }, cacheReadTokens: 800 },
    { text: story, stopAfter: 4, usage: { promptTokens: 400, completionTokens: 99 } },
  );
  expect((await ask(bot)).status).toBe(200);
  expect((await ask(bot)).status).toBe(200);
  expect((await ask(bot)).status).toBe(502);
  expect(data(await ask(bot)).provider).toBe('anthropic');
  expect((await ask(claude)).status).toBe(200);
  expect((await ask(claude)).status).toBe(502);
  const cut = counted(openai.ledger[3]!, story);
  // It tells what it has read when it begins, and what it has written when it ends.
  const cutShort = [400, counted(anthropic.ledger[3]!, story)[1]] as const;
  const spent = {
    openai: micros(mini, 1_001, 333) + micros(mini, 77, 7) + micros(mini, ...cut),
    anthropic: micros(haiku, 500, 50) + Math.ceil(200 * 1 + 800 * 0.1 + 9 * 5) + micros(haiku, ...cutShort),
  };
  const total = spent.openai + spent.anthropic;
  expect([openai.ledger.length, anthropic.ledger.length]).toEqual([7, 4]);
  await eventually(async () =>
    expect((await costs({ orgId, startDate: today, endDate: today })).stats.totalRequests).toBe(11),
  );
  const told = await costs({ orgId, startDate: today, endDate: today });
  expect(told).toEqual({
    stats: {
      totalCost: total / 1e6,
      totalRequests: 11,
      avgCostPerRequest: total / 1e6 / 11,
      unpricedRequests: 0,
      byDay: [{ date: today, cost: total / 1e6, requests: 11 }],
      byModel: {
        'gpt-4o-mini': expect.objectContaining({ cost: spent.openai / 1e6, requests: 7 }),
        'claude-haiku-4-5': expect.objectContaining({ cost: spent.anthropic / 1e6, requests: 4 }),
      },
      byFeature: { chat: total / 1e6 },
    },
    topUsers: [
      {
        ...{ userId: me.user.id, userName: me.user.username, topFeature: 'chat' },
        ...{ totalCost: total / 1e6, requests: 11 },
      },
    ],
    pricing: {
      'gpt-4o-mini': { input: 0.00015, output: 0.0006 },
      'claude-haiku-4-5': { input: 0.001, output: 0.005 },
      'text-embedding-3-small': { input: 0.00002, output: 0 },
    },
    period: { start: `${today}T00:00:00.000Z`, end: `${today}T23:59:59.999Z` },
  });
  const own = data(await me.client.get('/api/v1/usage?groupBy=chatbot'));
  expect(own.totals).toMatchObject({ requests: 11, cost: total / 1e6, unpricedRequests: 0 });
  expect(own.groups.map(({ key }: { key: string }) => key).sort()).toEqual([bot.id, claude.id].sort());
  expect(data(await me.client.get('/api/v1/usage?groupBy=user')).groups).toMatchObject([
    { key: me.user.id, requests: 11 },
  ]);
}, 60_000);

test('an answer that its reader stops is charged as far as it came: what was told as told, the rest as counted', async () => {
  const owner = await given.owner();
  const story = 'One two three four five six';
  const messages = [
    {
      ...{ id: 'm1', content: 'The office moves to the second floor.', author_id: 'ann', author_name: 'Ann' },
      created_at: '2026-01-05T09:00:00Z',
    },
  ];
  /** Begins something, and leaves as soon as so many tokens are on their way; with none, as soon as it was asked. */
  const leaveAfter = async (
    tokens: number,
    of: OpenAiDouble | AnthropicDouble,
    path: string,
    body: object,
  ) => {
    const asked = of.ledger.length;
    const leaving = new AbortController();
    const init = { method: 'POST', body: JSON.stringify(body), signal: leaving.signal };
    const headers = { ...owner.client.headers, 'content-type': 'application/json' };
    const left = fetch(new URL(path, url), { ...init, headers }).catch((error: Error) => error.name);
    await eventually(async () => expect(of.ledger[asked]?.tokensSent).toBe(tokens));
    // They have to be read as well.
    await sleep(500);
    leaving.abort();
    expect(await left).toBe('AbortError');
    await eventually(async () => expect(of.ledger[asked]?.outcome).toBe('aborted'));
    return of.ledger[asked]!;
  };
  // One that tells its tokens at the end, one that tells those of the prompt at once, and one that has not begun.
  openai.enqueue({ text: story, silentAfter: 3 }, { silentAfter: 0 });
  const stopped = await leaveAfter(3, openai, '/api/ai/summarize', { messages });
  const unheard = await leaveAfter(0, openai, '/api/ai/summarize', { messages });
  const usageOfClaude = { promptTokens: 1_000, completionTokens: 900 };
  anthropic.enqueue({ text: story, silentAfter: 4, usage: usageOfClaude, cacheReadTokens: 800 });
  await leaveAfter(4, anthropic, '/api/ai/sentiment', { type: 'single', message: messages[0] });
  const spent =
    micros(mini, ...counted(stopped, story)) +
    micros(mini, counted({ ...unheard, tokensSent: 1 }, story)[0], 0) +
    Math.ceil(200 * 1 + 800 * 0.1 + countTokens('One two three four') * 5);
  const scope = { orgId: owner.user.organizationId, startDate: today, endDate: today };
  await eventually(async () => expect((await costs(scope)).stats.totalRequests).toBe(3));
  expect((await costs(scope)).stats.totalCost).toBe(spent / 1e6);
});

test('a model without a known price has no cost, and its requests are counted apart', async () => {
  const owner = await given.owner();
  const bot = await given.chatbot(owner, { model: { provider: 'openai', name: 'mystery' } });
  openai.enqueue({ text: 'Hm.', usage: { promptTokens: 10, completionTokens: 20 } });
  data(await owner.client.post(conversation(bot), { message: 'Hello' }));
  const scope = { orgId: owner.user.organizationId };
  const { stats, pricing } = await costs({ ...scope, startDate: today, endDate: today });
  expect(stats).toMatchObject({
    ...{ totalCost: null, totalRequests: 1, avgCostPerRequest: null, unpricedRequests: 1 },
    byModel: { mystery: { cost: null, requests: 1, avgCostPerRequest: null, unpricedRequests: 1 } },
    byFeature: { chat: null },
  });
  expect(pricing.mystery).toEqual({ input: null, output: null });
  const told = await usage({ ...scope, period: 'weekly' });
  expect(told.usage).toEqual({
    ...{ requests: 1, totalTokens: 30, promptTokens: 10, completionTokens: 20 },
    ...{ totalCost: null, unpricedRequests: 1 },
    byModel: { mystery: { requests: 1, tokens: 30, cost: null, unpricedRequests: 1 } },
    byFeature: { chat: { requests: 1, tokens: 30, cost: null, unpricedRequests: 1 } },
  });
});

test('usage can be asked for by period, date, organisation and user; days without calls are there with zeros', async () => {
  const month = await usage({ period: 'monthly', date: today, userId: me.user.id });
  expect(month).toMatchObject({
    usage: { requests: 11, byFeature: { chat: { requests: 11 } } },
    period: 'monthly',
    date: `${today}T00:00:00.000Z`,
    range: { start: `${today.slice(0, 7)}-01T00:00:00.000Z` },
  });
  const nothing = { requests: 0, totalTokens: 0, totalCost: 0, byModel: {}, byFeature: {} };
  expect((await usage({ period: 'daily', date: '2026-01-01', orgId })).usage).toMatchObject(nothing);
  expect((await usage({ userId: 'nobody' })).usage).toMatchObject(nothing);
  const { stats, topUsers } = await costs({ orgId, startDate: '2026-01-30', endDate: '2026-02-01' });
  expect(stats.byDay).toEqual(
    ['2026-01-30', '2026-01-31', '2026-02-01'].map((date) => ({ date, cost: 0, requests: 0 })),
  );
  expect([stats.totalCost, stats.avgCostPerRequest, topUsers]).toEqual([0, null, []]);
  const stranger = await given.owner();
  expect(data(await stranger.client.get('/api/v1/usage')).totals).toMatchObject({ requests: 0, cost: 0 });
});

test('queues and caches tell what there is', async () => {
  const { queues, cache } = await usage({ orgId });
  const none = { pending: 0, processing: 0, completed: 0, failed: 0 };
  expect(queues.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['ingest', 'reindex', 'training', 'learning']),
  );
  for (const { metrics } of queues)
    expect(metrics).toEqual({ ...none, avgWaitTime: null, avgProcessingTime: null, items: none });
  const empty = { size: 0, hits: 0, misses: 0, hitRate: null };
  expect(cache).toEqual({ summarization: empty, search: empty, chat: empty, embeddings: empty });
  const owner = await given.owner();
  const scope = { orgId: owner.user.organizationId };
  const base = await given.knowledgeBase(owner, (await given.chatbot(owner)).id);
  const items = `/api/v1/knowledge-bases/${base.id}/items`;
  data(await owner.client.post(items, { title: 'A', content: 'Nobody works on this yet.' }), 202);
  const { metrics } = (await usage(scope)).queues.find(({ name }: { name: string }) => name === 'ingest');
  expect(metrics).toMatchObject({ ...none, pending: 1, items: { ...none, pending: 1 } });
  for (let round = 0; round < 3; round++) await owner.client.post('/api/ai/embed', { texts: ['the same'] });
  expect((await usage(scope)).cache.embeddings).toMatchObject({
    size: 1,
    hits: 2,
    misses: 1,
    hitRate: 2 / 3,
  });
});

test.each([
  ['costs', '', 'Invalid request: startDate and endDate are required'],
  ['costs', 'startDate=2026-01-01', 'Invalid request: startDate and endDate are required'],
  ['costs', 'startDate=yesterday&endDate=2026-01-01', 'Invalid date: expected ISO 8601'],
  ['costs', 'startDate=2026-01-02&endDate=2026-01-01', 'startDate must not be after endDate'],
  ['costs', 'startDate=2020-01-01&endDate=2026-01-01', 'at most 366 days'],
  ['usage', 'period=hourly', 'query.period'],
  ['usage', 'date=2026-13-01', 'Invalid date'],
  ['usage', 'user=1', 'unknown field'],
])('%s?%s is refused', async (path, query, sentence) => {
  const answer = await admin.get(`/api/admin/ai/${path}?${query}`);
  expect([answer.status, answer.body.success, answer.body.code]).toEqual([400, false, 'VALIDATION_ERROR']);
  expect(answer.body.error + answer.body.details).toContain(sentence);
});

test('only administrators of the installation see what others use', async () => {
  for (const path of ['usage', `costs?startDate=${today}&endDate=${today}`])
    expect((await me.client.get(`/api/admin/ai/${path}`)).status).toBe(403);
});
