import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmbeddingChild, type EmbeddingChild } from './embedding-child.fixture.js';

let child: EmbeddingChild;

beforeAll(async () => {
  child = await startEmbeddingChild();
}, 120_000);
afterAll(async () => {
  // The process ends by itself once its embedder is closed: no thread is left.
  expect(await child.close()).toBe(0);
});

const embed = async (texts: string[]): Promise<Float32Array[]> =>
  child.evaluate(
    async ({ embedder }, input) => (await embedder.embed(input, { purpose: 'passage' })).vectors,
    texts,
  );

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

test('names what it is', async () => {
  const about = await child.evaluate(async ({ embedder }) => {
    const { model, provider, dimensions, maxTokens } = embedder;
    return { model, provider, dimensions, maxTokens };
  }, undefined);
  expect(about).toEqual({
    model: 'all-MiniLM-L6-v2',
    provider: 'local',
    dimensions: 384,
    maxTokens: 254,
  });
});

/** As published at https://sbert.net/docs/quickstart.html and on the model's page, computed with 32-bit floats. */
test.each([
  ['The weather is lovely today.', "It's so sunny outside!", 0.666],
  ['The weather is lovely today.', 'He drove to the stadium.', 0.1046],
  ["It's so sunny outside!", 'He drove to the stadium.', 0.1411],
  ['That is a happy person', 'That is a very happy person', 0.943],
  ['That is a happy person', 'That is a happy dog', 0.695],
  ['That is a happy person', 'Today is a sunny day', 0.257],
])('"%s" and "%s" are as similar as published', async (one, other, published) => {
  const [a, b] = await embed([one, other]);
  expect(Math.abs(cosine(a!, b!) - published)).toBeLessThan(0.035);
});

test('a text has the same vector whatever is embedded beside it', async () => {
  const text = 'Where do I find my invoices?';
  const [alone] = await embed([text]);
  const others = Array.from({ length: 40 }, (_, index) => `${'busy '.repeat(index)}${index}`);
  const calls = await Promise.all([
    embed([...others, text]),
    embed([text, ...others]),
    embed([...others.slice(0, 20), text, ...others.slice(20)]),
  ]);
  for (const [call, index] of [[calls[0], 40] as const, [calls[1], 0] as const, [calls[2], 20] as const]) {
    expect(Array.from(call[index]!)).toEqual(Array.from(alone!));
  }
});

test('every text has a unit vector, however odd it is', async () => {
  const odd = [
    '',
    ' \n\t ',
    'x'.repeat(20_000),
    'long '.repeat(4_000),
    '東京は日本の首都です。'.repeat(500),
    '👩‍👩‍👧 émoji 🏳️‍🌈',
    'مرحبا بالعالم',
    'lone \ud800 surrogate',
    'zero \u0000 and \u200b\ufeff',
    '[CLS] [SEP] [MASK]',
  ];
  const vectors = await embed(odd);
  expect(vectors).toHaveLength(odd.length);
  for (const vector of vectors) {
    expect(vector).toHaveLength(384);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  }
});

test('only the first 254 tokens are read', async () => {
  const text = 'payment house street '.repeat(200);
  const result = await child.evaluate(async ({ embedder }, long) => {
    const spans = embedder.tokenSpans(long);
    const cut = long.slice(0, spans[embedder.maxTokens - 1]?.end);
    const whole = await embedder.embed([long], { purpose: 'passage' });
    const start = await embedder.embed([cut], { purpose: 'passage' });
    return { whole, start, counts: embedder.countTokens([long, cut]) };
  }, text);
  expect(result.counts).toEqual([600, 254]);
  expect(result.whole.tokens).toBe(254);
  expect(Array.from(result.whole.vectors[0]!)).toEqual(Array.from(result.start.vectors[0]!));
});

test('a repeated text is read once, a repeated question not again', async () => {
  const tokens = await child.evaluate(async ({ embedder }, text) => {
    const passages = await embedder.embed([text, text], { purpose: 'passage' });
    passages.vectors[0]?.fill(0);
    const asked = await embedder.embed([text], { purpose: 'query' });
    asked.vectors[0]?.fill(0);
    const again = await embedder.embed([text], { purpose: 'query' });
    const lengths = [passages.vectors[1], again.vectors[0]].map((vector) => Math.hypot(...(vector ?? [])));
    return { tokens: [passages.tokens, asked.tokens, again.tokens], lengths };
  }, 'a text said twice');
  expect(tokens.tokens).toEqual([4, 4, 0]);
  for (const length of tokens.lengths) expect(length).toBeCloseTo(1, 5);
});

test('a question and a small call do not wait for a large one', async () => {
  const order = await child.evaluate(async ({ embedder }) => {
    const done: string[] = [];
    const passages = Array.from({ length: 200 }, (_, index) => `passage number ${index}`);
    await Promise.all([
      embedder.embed(passages, { purpose: 'passage' }).then(() => done.push('passages')),
      embedder.embed(['a small call'], { purpose: 'passage' }).then(() => done.push('small')),
      embedder.embed(['a question?'], { purpose: 'query' }).then(() => done.push('query')),
    ]);
    return done;
  }, undefined);
  expect(order.at(-1)).toBe('passages');
});

test('an aborted call ends at once with its reason, and its texts are not embedded', async () => {
  const result = await child.evaluate(async ({ embedder }) => {
    const passages = Array.from({ length: 2_000 }, (_, index) => `${'long text '.repeat(100)} ${index}`);
    const controller = new AbortController();
    const call = embedder.embed(passages, { purpose: 'passage', signal: controller.signal });
    setTimeout(() => controller.abort(new Error('cancelled')), 30);
    const reason = await call.catch((error: Error) => error.message);
    const started = performance.now();
    await embedder.embed(['next'], { purpose: 'passage' });
    const already = await embedder
      .embed(['x'], { purpose: 'passage', signal: AbortSignal.abort(new Error('before')) })
      .catch((error: Error) => error.message);
    return { reason, already, waited: performance.now() - started };
  }, undefined);
  expect(result).toMatchObject({ reason: 'cancelled', already: 'before' });
  expect(result.waited).toBeLessThan(2_000);
});

test('a thread that dies in the middle of its work is replaced and nothing is lost', async () => {
  const texts = Array.from({ length: 200 }, (_, index) => `text ${index} ${'with some words '.repeat(10)}`);
  const result = await child.evaluate(async ({ embedder, workers }, input) => {
    const before = await embedder.embed(input, { purpose: 'passage' });
    const started = workers.length;
    const call = embedder.embed(input, { purpose: 'passage' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    // No message that a thread knows: an error that nothing catches, while a text is in its hands.
    workers.at(-1)?.postMessage(null);
    const after = await call;
    return { before, after, replaced: workers.length - started };
  }, texts);
  expect(result.replaced).toBe(1);
  expect(result.after.vectors.map((vector) => [...vector])).toEqual(
    result.before.vectors.map((vector) => [...vector]),
  );
});

test('a thread that dies while idle is noticed', async () => {
  const vectors = await child.evaluate(async ({ embedder, workers }) => {
    await Promise.all(workers.slice(-2).map((worker) => worker.terminate()));
    return (await embedder.embed(['still there?'], { purpose: 'passage' })).vectors;
  }, undefined);
  expect(vectors).toHaveLength(1);
});

test('a closed embedder refuses; what waited is refused too', async () => {
  const result = await child.evaluate(async ({ createLocalEmbedder, options }) => {
    const embedder = await createLocalEmbedder({ ...options, threads: 1 });
    const outcome = (call: Promise<unknown>) =>
      call.then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    const running = outcome(embedder.embed(['short'], { purpose: 'passage' }));
    const waiting = outcome(embedder.embed(['one', 'two', 'three'], { purpose: 'passage' }));
    await embedder.close();
    const late = outcome(embedder.embed(['late'], { purpose: 'query' }));
    return Promise.all([running, waiting, late, outcome(embedder.close())]);
  }, undefined);
  expect(result).toEqual(['done', 'SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'done']);
});

test('a missing model is named', async () => {
  const message = await child.evaluate(
    ({ createLocalEmbedder, options }) =>
      createLocalEmbedder({ ...options, modelDir: '/nowhere' }).then(
        () => 'started',
        (error: Error) => error.message,
      ),
    undefined,
  );
  expect(message).toMatch(/^\/nowhere\/.*model\.safetensors: is not there/);
});
