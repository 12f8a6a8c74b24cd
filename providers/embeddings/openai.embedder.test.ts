import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { ProviderError } from '../chat/provider-error.js';
import { createOpenAiEmbedder, type OpenAiEmbedderOptions } from './openai.embedder.js';
import type { Embedder } from './embedder.js';

const model = 'text-embedding-3-small';
/** Of the double, unless it is asked for another. */
const dimensions = 256;
const passage = { purpose: 'passage' } as const;
let double: OpenAiDouble;
const opened: Embedder[] = [];

beforeAll(async () => {
  double = await startOpenAiDouble();
});
afterEach(() => double.reset());
afterAll(async () => {
  await Promise.all(opened.map((embedder) => embedder.close()));
  await double.close();
});

async function embedderWith(options: Partial<OpenAiEmbedderOptions> = {}): Promise<Embedder> {
  const embedder = await createOpenAiEmbedder({
    baseUrl: double.url,
    apiKey: 'sk-double',
    model,
    dimensions,
    ...options,
  });
  opened.push(embedder);
  return embedder;
}

const failureOf = (call: Promise<unknown>): Promise<ProviderError> =>
  call.then(
    () => Promise.reject(new Error('did not fail')),
    (error: ProviderError) => error,
  );

test('vectors come in order, with the tokens that the server counted', async () => {
  const embedder = await embedderWith();
  expect(embedder).toMatchObject({ provider: 'openai', model, dimensions, maxTokens: 8_191 });
  const { vectors, tokens } = await embedder.embed(['one word', 'another', 'one word'], passage);
  expect(vectors.map((vector) => vector.length)).toEqual([dimensions, dimensions, dimensions]);
  expect([...vectors[0]!]).toEqual([...vectors[2]!]);
  expect(Math.hypot(...vectors[1]!)).toBeCloseTo(1, 5);
  expect(tokens).toBeGreaterThan(0);
  const [sent] = double.ledger;
  expect(sent).toMatchObject({ key: 'matched', body: { model, input: ['one word', 'another'] } });
  expect(double.ledger).toHaveLength(1);
});

test('many texts go in batches of 96 over connections that stay open', async () => {
  const embedder = await embedderWith();
  const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`);
  const { vectors } = await embedder.embed(texts, passage);
  expect(vectors).toHaveLength(200);
  expect(double.ledger.map(({ body }) => body.input?.length)).toEqual([96, 96, 8]);
  for (let count = 0; count < 5; count += 1) await embedder.embed(['more'], passage);
  // Two, because a connection may still be returning from one request when the next begins.
  expect(new Set(double.ledger.map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
  expect(await embedder.embed([], passage)).toEqual({ vectors: [], tokens: 0, estimated: false });
});

test('what was answered before a later batch failed is told with the failure', async () => {
  const embedder = await embedderWith();
  double.enqueue({}, { status: 500 });
  const failure = await failureOf(
    embedder.embed(
      Array.from({ length: 97 }, (_, index) => `text ${index}`),
      passage,
    ),
  );
  const usage = { promptTokens: 2 * 96, completionTokens: 0, estimated: false };
  expect(failure).toMatchObject({ kind: 'unavailable', status: 500, usage });
});

test('tokens that the server does not tell are counted, and said to be', async () => {
  const embedder = await embedderWith();
  double.enqueue({ usage: false });
  const { tokens, estimated } = await embedder.embed(['one two three'], passage);
  expect([tokens, estimated]).toEqual([3, true]);
});

test('texts that a server would refuse are made acceptable', async () => {
  const embedder = await embedderWith({ maxTokens: 10 });
  const texts = ['', 'lone \ud800', 'word '.repeat(50), '<|endoftext|>', '👩‍👩‍👧'.repeat(20)];
  await embedder.embed(texts, passage);
  const [empty, lone, long, special, emoji] = double.ledger[0]!.body.input as string[];
  expect([empty, lone, special]).toEqual([' ', 'lone \ufffd', '<|endoftext|>']);
  expect(embedder.countTokens([long!, emoji!]).every((count) => count <= 10)).toBe(true);
  expect(long!.split(' ').length).toBeGreaterThan(8);
});

test('the length of the vectors is asked for when nobody knows it', async () => {
  const ask = { dimensions: undefined, baseUrl: `${double.url}/`, apiKey: undefined };
  const embedder = await embedderWith(ask);
  expect(embedder.dimensions).toBe(dimensions);
  expect(double.ledger).toMatchObject([{ key: 'absent', body: { input: ['dimensions'] } }]);
  double.enqueue({ status: 404, message: 'no such model' });
  const error = await failureOf(embedderWith({ ...ask, model: 'absent' }));
  expect(error).toMatchObject({ kind: 'invalid-request', status: 404 });
});

test('for the models of OpenAI itself nothing needs to be asked', async () => {
  const embedder = await embedderWith({ baseUrl: undefined, dimensions: undefined });
  expect(embedder.dimensions).toBe(1_536);
});

test.each([
  [
    { status: 429, retryAfter: 7 },
    { kind: 'rate-limit', status: 429, retryAfterMs: 7_000 },
  ],
  [
    { status: 429, code: 'insufficient_quota' },
    { kind: 'authentication', status: 429 },
  ],
  [
    { status: 401, message: 'wrong key' },
    { kind: 'authentication', status: 401, message: 'openai: wrong key' },
  ],
  [{ status: 503 }, { kind: 'unavailable', status: 503 }],
  [{ cutAfter: 0 }, { kind: 'unavailable', status: undefined }],
])('a failure is told and not retried: %j', async (script, expected) => {
  const embedder = await embedderWith();
  double.enqueue(script);
  const error = await failureOf(embedder.embed(['a'], passage));
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject(expected);
  expect(double.ledger).toHaveLength(1);
});

test('a server that says nothing runs into the deadline', async () => {
  const embedder = await embedderWith({ timeoutMs: 50 });
  double.enqueue({ silentAfter: 0 });
  expect(await failureOf(embedder.embed(['a'], passage))).toMatchObject({ kind: 'timeout' });
});

test('an aborted call leaves the server and ends with its reason', async () => {
  const embedder = await embedderWith();
  double.enqueue({ silentAfter: 0 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('cancelled')), 30);
  const call = embedder.embed(['a'], { ...passage, signal: controller.signal });
  await expect(call).rejects.toThrow('cancelled');
});

test('a closed embedder refuses', async () => {
  const embedder = await embedderWith();
  await embedder.close();
  await expect(embedder.embed(['a'], passage)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await embedder.close();
});

test('tokens are counted in cl100k_base, an endless word in parts', async () => {
  const embedder = await embedderWith();
  const [empty, words, ideographs] = embedder.countTokens([
    '',
    'tiktoken is great!',
    '東京都'.repeat(20_000),
  ]);
  expect([empty, words]).toEqual([0, 6]);
  expect(ideographs).toBeGreaterThan(60_000);
});

/** A server that answers with the given body, whatever it is asked. */
async function answering(body: unknown): Promise<{ server: Server; baseUrl: string }> {
  const server = createServer((_, response) => {
    response
      .setHeader('content-type', 'application/json')
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

test('vectors are put in order and scaled to length 1; without usage tokens are counted', async () => {
  const { server, baseUrl } = await answering({
    data: [
      { index: 1, embedding: [0, 3] },
      { index: 0, embedding: [3, 4] },
    ],
  });
  const embedder = await embedderWith({ baseUrl, dimensions: 2 });
  const { vectors, tokens } = await embedder.embed(['tiktoken is great!', 'b'], passage);
  expect(vectors).toEqual([Float32Array.of(0.6, 0.8), Float32Array.of(0, 1)]);
  expect(tokens).toBe(7);
  server.close();
});

test.each([
  ['no JSON', '<html>', /holds no embeddings/],
  ['too few', { data: [] }, /0 embeddings for 1 texts/],
  ['the wrong index', { data: [{ index: 4, embedding: [1, 0] }] }, /1 embeddings for 1 texts/],
  ['another length', { data: [{ index: 0, embedding: [1, 0, 0] }] }, /3 dimensions, expected 2/],
  ['zeros', { data: [{ index: 0, embedding: [0, 0] }] }, /without direction/],
  ['something else', { data: [{ index: 0, embedding: ['1', '0'] }] }, /holds no embeddings/],
])('an answer with %s is malformed', async (_, body, message) => {
  const { server, baseUrl } = await answering(body);
  const embedder = await embedderWith({ baseUrl, dimensions: 2 });
  const error = await failureOf(embedder.embed(['a'], passage));
  expect(error).toMatchObject({ kind: 'malformed', message: expect.stringMatching(message) });
  server.close();
});
