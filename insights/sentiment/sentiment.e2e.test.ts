import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startAnthropicDouble, type AnthropicDouble } from '../../test/doubles/anthropic-double.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { startApiProcess, type ApiProcess } from '../../test/helpers/api-process.js';
import { createGiven, platformUrl, unique, type Member } from '../../test/helpers/given.js';

let openai: OpenAiDouble;
let anthropic: AnthropicDouble;
let api: ApiProcess;
let me: Member;
beforeAll(async () => {
  [openai, anthropic] = await Promise.all([startOpenAiDouble('key-o'), startAnthropicDouble('key-a')]);
  [api, me] = await Promise.all([
    startApiProcess({
      environment: {
        ...{ OPENAI_API_KEY: 'key-o', OPENAI_BASE_URL: openai.url },
        ...{ ANTHROPIC_API_KEY: 'key-a', ANTHROPIC_BASE_URL: anthropic.url },
      },
    }),
    createGiven(platformUrl()).owner(),
  ]);
}, 120_000);
beforeEach(() => {
  openai.reset();
  anthropic.reset();
  // Unless a test says otherwise no model can be used, so that the words decide.
  openai.respond(() => ({ status: 401 }));
  anthropic.respond(() => ({ status: 401 }));
});
afterAll(async () => {
  await api?.stop();
  await Promise.all([openai?.close(), anthropic?.close()]);
});

const analyze = (body: object) =>
  createGiven(api.url).anonymous.with(me.client.headers).post('/api/ai/sentiment', body);
const analyzed = async (body: object) => {
  const answer = await analyze(body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};

const message = (content: string, created_at = '2026-01-31T10:00:00Z') => ({
  ...{ id: `m-${created_at}`, content, created_at },
  ...{ author_id: unique('user-'), author_name: 'Alice' },
});
const praise = message('Great job on the release! Everything went smoothly.', '2026-01-31T10:00:00Z');
const complaint = message('The deployment failed again, I am really frustrated.', '2026-01-29T10:00:00Z');

test.each([
  ['It stopped charging after two days and nobody answers my letters.', 'negative'],
  ['The whole cinema stood up and clapped until the lights came on.', 'positive'],
  ['The office on the second floor opens at nine.', 'neutral'],
])('what is described tells a feeling that no word names: %s', async (content, sentiment) => {
  expect((await analyzed({ message: message(content) })).result).toMatchObject({ sentiment });
});

test('a single message', async () => {
  const body = await analyzed({ message: praise, type: 'single' });
  expect(body).toMatchObject({ success: true, provider: 'local', costInfo: { totalCost: 0 } });
  expect(body.result).toMatchObject({
    sentiment: 'positive',
    tone: 'enthusiastic',
    keywords: ['great', 'smoothly', expect.any(String)],
  });
  expect(body.result.score).toBeGreaterThan(0.8);
  const { result } = await analyzed({ message: complaint });
  expect(result).toMatchObject({ sentiment: 'negative', tone: 'frustrated' });
  expect(result.score).toBeLessThan(0.4);
});

test('the language is found, or named', async () => {
  expect(
    (await analyzed({ message: message('Das ist leider eine Katastrophe, wir sind sehr enttäuscht.') }))
      .result.sentiment,
  ).toBe('negative');
  const options = { language: 'de' };
  expect((await analyzed({ message: message('Toll!'), options })).result.sentiment).toBe('positive');
});

test('a trend over days, whatever the order of the messages', async () => {
  const { trend } = await analyzed({ messages: [praise, complaint], type: 'trend' });
  expect(trend).toMatchObject({
    overall: 'improving',
    timeline: [
      { date: '2026-01-29', sentiment: 'negative' },
      { date: '2026-01-31', sentiment: 'positive' },
    ],
    shifts: [
      {
        timestamp: '2026-01-31T10:00:00.000Z',
        from: 'negative',
        to: 'positive',
        trigger: expect.any(String),
      },
    ],
  });
});

test('morale is that of the messages within the period', async () => {
  const messages = [complaint, praise];
  const day = (date: string) => ({ start: `${date}T00:00:00Z`, end: `${date}T23:59:59Z` });
  const report = async (period: object) =>
    (await analyzed({ messages, type: 'morale', period })).moraleReport;
  expect(await report(day('2026-01-31'))).toMatchObject({
    overall: 'positive',
    messageCount: 1,
    breakdown: { positive: 100 },
  });
  expect(await report(day('2026-01-29'))).toMatchObject({
    overall: 'negative',
    messageCount: 1,
    breakdown: { negative: 100 },
  });
  expect(await report({ start: '2026-01-01T00:00:00Z', end: '2026-01-31T23:59:59Z' })).toMatchObject({
    ...{ messageCount: 2, breakdown: { positive: 50, neutral: 0, negative: 50 } },
    recommendations: expect.arrayContaining([expect.stringMatching(/deployment/i)]),
  });
  expect(await report(day('2026-01-01'))).toMatchObject({
    overall: null,
    score: null,
    breakdown: null,
    messageCount: 0,
  });
});

test.each([
  [{ type: 'weekly', message: praise }, 'Invalid type. Must be: single, trend, or morale'],
  [{ type: 'morale', messages: [praise] }, 'Period required for morale report'],
  [{ type: 'morale', messages: [praise], period: 'January' }, 'Period required for morale report'],
  [{ type: 'single' }, 'Invalid request: message required'],
  [{ type: 'trend' }, 'Invalid request: messages array required'],
  [{ type: 'trend', messages: Array.from({ length: 501 }, () => praise) }, 'Too many messages. Maximum: 500'],
])('a wrong request is told so: case %#', async (body, error) => {
  expect(await analyze(body)).toMatchObject({ status: 400, body: { success: false, error } });
});

/** The same words, which nobody has asked about before. */
const again = (one: typeof praise) => ({ ...one, author_id: unique('user-') });
const said = (value: object, model: string) => ({
  text: JSON.stringify(value),
  model,
  usage: { promptTokens: 1_000, completionTokens: 100 },
});

test('Anthropic is asked first, then OpenAI; the money is that of all tries', async () => {
  const result = {
    sentiment: 'mixed',
    score: 0.55,
    confidence: 0.7,
    emotions: { trust: 0.4 },
    tone: 'ironic',
    keywords: ['job'],
  };
  anthropic.enqueue(said(result, 'claude-haiku-4-5-20251001'));
  expect(await analyzed({ message: again(praise) })).toMatchObject({
    result,
    provider: 'anthropic',
    costInfo: { requestCount: 1 },
  });
  expect(openai.ledger).toEqual([]);
  anthropic.enqueue({ status: 401 });
  openai.enqueue(said(result, 'gpt-4o-mini-2024-07-18'));
  const body = await analyzed({ message: again(praise) });
  expect(body).toMatchObject({ result, provider: 'openai' });
  expect(body.costInfo.totalCost).toBeCloseTo((1_000 * 0.15 + 100 * 0.6) / 1_000_000, 12);
});

test('what a model says of many messages is counted like the words are; a message left out is not guessed', async () => {
  const judged = (scores: number[]) => ({
    messages: scores.map((score, at) => ({
      n: at + 1,
      score,
      sentiment: score > 0.5 ? 'positive' : 'negative',
    })),
  });
  anthropic.enqueue(said(judged([0.9, 0.2]), 'claude-haiku-4-5-20251001'));
  const { trend, provider } = await analyzed({ messages: [again(complaint), praise], type: 'trend' });
  // Against their words, so it was the model that judged.
  expect(provider).toBe('anthropic');
  expect(trend).toMatchObject({ overall: 'declining', averageScore: 0.55 });
  anthropic.enqueue(said(judged([0.9]), 'claude-haiku-4-5-20251001'));
  expect(await analyzed({ messages: [again(complaint), praise], type: 'trend' })).toMatchObject({
    provider: 'local',
    trend: { overall: 'improving' },
  });
});
