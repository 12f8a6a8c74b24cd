import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApiProcess, type ApiProcess } from '../../test/helpers/api-process.js';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, platformUrl, unique, type Member } from '../../test/helpers/given.js';

const shared = createGiven(platformUrl());
/** Without a key of any provider. */
let api: ApiProcess;
let given: ReturnType<typeof createGiven>;
let owner: Member;
beforeAll(async () => {
  api = await startApiProcess({ environment: { OPENAI_API_KEY: undefined } });
  given = createGiven(api.url);
  owner = await given.owner();
}, 60_000);
afterAll(() => api?.stop());

const embed = (body: unknown, { client } = owner) => client.post('/api/ai/embed', body);
const statsOf = async ({ client } = owner) => (await client.get('/api/ai/embed')).body;
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

test('vectors come in order, of length 1, near for like texts', async () => {
  const texts = ['The cat sleeps on the sofa', 'A cat is napping on a couch', 'Interest rates rose in May'];
  const { status, body } = await embed({ texts });
  expect(status).toBe(200);
  expect(body).toMatchObject({ success: true, provider: 'local', dimensions: 384, cached: 0, generated: 3 });
  expect(body.embeddings.map((vector: number[]) => vector.length)).toEqual([384, 384, 384]);
  const [a, b, c] = body.embeddings;
  expect(dot(a, a)).toBeCloseTo(1, 3);
  expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.3);
  expect(body.usage.promptTokens).toBeGreaterThan(10);
  expect(body.usage.totalTokens).toBe(body.usage.promptTokens);
});

test('what was embedded before is known: by model, in this organisation only, and counted', async () => {
  const [one, other] = [await given.owner(), await given.owner()];
  const [first, second, third] = [unique('text '), unique('text '), unique('text ')];
  expect(await statsOf(one)).toMatchObject({
    available: true,
    model: { provider: 'local', dimensions: 384, maxTokens: expect.any(Number) },
    stats: { cacheSize: 0, totalRequests: 0, totalTokens: 0, totalCost: 0, hitRate: null },
  });
  const made = (await embed({ texts: [first, second, first] }, one)).body;
  expect(made).toMatchObject({ cached: 1, generated: 2 });
  expect(made.embeddings[2]).toEqual(made.embeddings[0]);
  const again = (await embed({ texts: [second, third] }, one)).body;
  expect(again).toMatchObject({ cached: 1, generated: 1 });
  expect(again.embeddings[0]).toEqual(made.embeddings[1]);
  expect((await embed({ texts: [first] }, one)).body.usage).toEqual({ promptTokens: 0, totalTokens: 0 });
  // A text that another organisation has had embedded is new to this one.
  expect((await embed({ texts: [first] }, other)).body).toMatchObject({ cached: 0, generated: 1 });
  const { stats } = await statsOf(one);
  expect(stats).toEqual({
    ...{ cacheSize: 3, cacheHits: 3, cacheMisses: 3, totalRequests: 6, hitRate: 50, totalCost: 0 },
    totalTokens: made.usage.totalTokens + again.usage.totalTokens,
  });
  expect((await statsOf(other)).stats).toMatchObject({ cacheSize: 1, cacheHits: 0, totalRequests: 1 });
});

test.each([
  ['no texts', {}, 'Invalid request: texts array required'],
  ['an empty list', { texts: [] }, 'Invalid request: texts array required'],
  ['something else', { texts: 'text' }, 'Invalid request: texts array required'],
  ['too many', { texts: Array.from({ length: 101 }, () => 'a') }, 'Batch size too large. Maximum: 100'],
  [
    'a long one',
    { texts: ['a', 'b', 'c'.repeat(8_001)] },
    'Text at index 2 is too long. Maximum: 8000 characters',
  ],
  ['an empty one', { texts: ['a', ' '] }, 'Text at index 1 is empty'],
])('%s is refused', async (_, body, error) => {
  const answer = await embed(body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ success: false, error, code: 'VALIDATION_ERROR' });
});

test('a model that is not configured, or that nobody knows', async () => {
  const known = await embed({ texts: ['text'], model: 'text-embedding-3-small' });
  expect(known.status).toBe(503);
  expect(known.body).toMatchObject({
    success: false,
    error: 'Embedding service not available. Please configure OpenAI API key.',
    code: 'SERVICE_UNAVAILABLE',
  });
  expect((await embed({ texts: ['text'], model: 'house-blend' })).status).toBe(400);
  const { models, model } = await statsOf();
  expect(models).toContain(model.name);
  expect((await embed({ texts: ['text'], model: model.name })).body.model).toBe(model.name);
});

test('the longest allowed texts, and strange ones, are embedded', async () => {
  const { status, body } = await embed({ texts: ['word '.repeat(1_600), '\ud800 lone', '🎉', 'مرحبا'] });
  expect(status).toBe(200);
  for (const vector of body.embeddings) expect(dot(vector, vector)).toBeCloseTo(1, 3);
});

describe('with a key of OpenAI', () => {
  test('its model is the usual one; each text is paid for once', async () => {
    const member = await shared.owner();
    const texts = [unique('a '), unique('b ')];
    const { body } = await embed({ texts }, member);
    expect(body).toMatchObject({ model: 'text-embedding-3-small', provider: 'openai', generated: 2 });
    await embed({ texts, model: 'text-embedding-3-small' }, member);
    expect(await asked(texts[0]!)).toHaveLength(1);
    const { stats, model } = await statsOf(member);
    expect(model).toMatchObject({ name: 'text-embedding-3-small', provider: 'openai', maxTokens: 8_191 });
    expect(stats).toMatchObject({ totalTokens: body.usage.totalTokens, cacheHits: 2, hitRate: 50 });
    // 0.02 dollars a million tokens, in whole micro-dollars.
    expect(stats.totalCost).toBe(Math.ceil(body.usage.totalTokens * 0.02) / 1_000_000);
  });

  test('the local models are there still, by their names', async () => {
    const member = await shared.owner();
    const local = (await statsOf()).model.name;
    expect((await embed({ texts: ['text'], model: local }, member)).body.provider).toBe('local');
  });

  test('when it does not answer, the error says so and nothing is kept', async () => {
    const member = await shared.owner();
    const text = unique('c ');
    await script(text, { for: 'embeddings', status: 401 });
    const { status, body } = await embed({ texts: [text] }, member);
    expect(status).toBeGreaterThanOrEqual(502);
    expect(body.success).toBe(false);
    expect((await statsOf(member)).stats).toMatchObject({ cacheSize: 0, cacheMisses: 1, totalCost: 0 });
  });
});
