import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmbeddingChild, type EmbeddingChild } from '../local/embedding-child.fixture.js';
import { modelFolder } from '../local/model-folder.fixture.js';

let child: EmbeddingChild;

beforeAll(async () => {
  child = await startEmbeddingChild({ multilingualDir: await modelFolder('e5') });
}, 300_000);
afterAll(async () => {
  // No process of the engine holds its parent, and none makes it crash.
  expect(await child.close()).toBe(0);
});

/** Vectors of a fresh embedder, which is closed afterwards. */
const embed = (texts: string[], purpose: 'query' | 'passage' = 'passage') =>
  child.evaluate(
    async ({ createMultilingualEmbedder, multilingual }, input) => {
      const embedder = createMultilingualEmbedder(multilingual);
      const embedded = await embedder.embed(input.texts, { purpose: input.purpose });
      await embedder.close();
      return embedded;
    },
    { texts, purpose },
  );

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

test('sentences of the same meaning are near each other in any language, others are not', async () => {
  const { vectors } = await embed([
    'The guarantee lasts two years.',
    'Die Garantie gilt zwei Jahre.',
    'La garantía dura dos años.',
    '保修期为两年。',
    'Whales sleep with one half of their brain.',
  ]);
  const [english, german, spanish, chinese, whales] = vectors;
  for (const same of [german, spanish, chinese]) {
    expect(cosine(english!, same!)).toBeGreaterThan(cosine(whales!, same!) + 0.03);
  }
});

test('a question is embedded as one, and a repeated text once', async () => {
  const [asked, told] = await Promise.all([
    embed(['zwei Jahre'], 'query'),
    embed(['zwei Jahre', 'zwei Jahre']),
  ]);
  expect(Array.from(asked.vectors[0]!)).not.toEqual(Array.from(told.vectors[0]!));
  expect(Array.from(told.vectors[0]!)).toEqual(Array.from(told.vectors[1]!));
  expect(told.tokens).toBeGreaterThan(0);
  expect(told.tokens).toBeLessThan(5);
});

test('every text has a unit vector and is read up to its limit, however odd it is', async () => {
  const odd = [
    '',
    ' \n\t ',
    'x'.repeat(20_000),
    '東京は日本の首都です。'.repeat(500),
    // Eighteen characters each after normalisation, which overran the engine's buffer.
    '\ufdfa'.repeat(4_000),
    '👩‍👩‍👧 🏳️‍🌈'.repeat(500),
    'lone \ud800 surrogate',
    'zero \u0000 and \u200b\ufeff',
    '<s></s><unk>',
  ];
  const { vectors, tokens } = await embed(odd);
  for (const vector of vectors) {
    expect(vector).toHaveLength(384);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  }
  expect(tokens).toBeLessThanOrEqual(500 * 4 + 40);
}, 120_000);

test('questions overtake passages, an aborted call leaves, and what waits at the close is refused', async () => {
  const result = await child.evaluate(async ({ createMultilingualEmbedder, multilingual }) => {
    const embedder = createMultilingualEmbedder(multilingual);
    const passages = Array.from({ length: 60 }, (_, index) => `Absatz ${index} ${'mit Worten '.repeat(30)}`);
    const controller = new AbortController();
    const outcome = (call: Promise<unknown>) =>
      call.then(
        () => 'done',
        (error: { code?: string; message: string }) => error.code ?? error.message,
      );
    const order: string[] = [];
    const bulk = outcome(embedder.embed(passages, { purpose: 'passage' })).then((how) => {
      order.push('bulk');
      return how;
    });
    const aborted = outcome(
      embedder.embed(
        passages.map((text) => `${text}!`),
        { purpose: 'passage', signal: controller.signal },
      ),
    );
    await embedder.embed(['Wie lange?'], { purpose: 'query' }).then(() => order.push('question'));
    controller.abort(new Error('left'));
    const left = await aborted;
    await embedder.close();
    const late = await outcome(embedder.embed(['zu spät'], { purpose: 'query' }));
    return { order, left, bulk: await bulk, late };
  }, undefined);
  expect(result).toEqual({
    order: ['question', 'bulk'],
    left: 'left',
    bulk: 'SERVICE_UNAVAILABLE',
    late: 'SERVICE_UNAVAILABLE',
  });
}, 120_000);

test('the model is looked for at the first use, by all who come together once', async () => {
  const counts = await child.evaluate(async ({ createMultilingualEmbedder, multilingual }) => {
    let looked = 0;
    const findFolder = () => {
      looked += 1;
      return multilingual.findFolder();
    };
    const embedder = createMultilingualEmbedder({ ...multilingual, findFolder });
    const counted = embedder.countTokens(['vor dem ersten Gebrauch']);
    const before = looked;
    await Promise.all(['a', 'b', 'c'].map((text) => embedder.embed([text], { purpose: 'query' })));
    await embedder.close();
    return { counted, before, after: looked };
  }, undefined);
  expect(counts).toMatchObject({ before: 0, after: 1 });
  expect(counts.counted[0]).toBeGreaterThan(3);
});

test('a model that cannot be had is told at once for a while, then looked for again', async () => {
  const result = await child.evaluate(async ({ createMultilingualEmbedder, multilingual }) => {
    let looked = 0;
    const findFolder = () => {
      looked += 1;
      return looked === 1 ? Promise.reject(new Error('no network')) : multilingual.findFolder();
    };
    const embedder = createMultilingualEmbedder({ ...multilingual, findFolder, restMs: 500 });
    const ask = () => embedder.embed(['a'], { purpose: 'query' });
    const failures = [];
    for (let attempt = 0; attempt < 2; attempt++)
      failures.push(
        await ask().catch((error: { code: string; message: string; retryAfter: number }) => ({
          code: error.code,
          message: error.message,
          retryAfter: error.retryAfter,
        })),
      );
    const meanwhile = looked;
    await new Promise((resolve) => setTimeout(resolve, 600));
    const { vectors } = await ask();
    await embedder.close();
    return { failures, meanwhile, looked, vectors: vectors.length };
  }, undefined);
  expect(result).toMatchObject({ meanwhile: 1, looked: 2, vectors: 1 });
  for (const failure of result.failures)
    expect(failure).toEqual({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('Set EMBEDDINGS_URL'),
      retryAfter: 1,
    });
});

test('an engine that is not there, or does not run, is an error and not a crash', async () => {
  const errors = await child.evaluate(async ({ createMultilingualEmbedder, multilingual }) => {
    const embedder = createMultilingualEmbedder({ ...multilingual, findFolder: async () => '/nowhere' });
    const error = await embedder.embed(['a'], { purpose: 'query' }).catch((reason: Error) => reason);
    await embedder.close();
    return error instanceof Error ? [error.message, String(error.cause)] : [];
  }, undefined);
  expect(errors[0]).toContain('cannot be fetched or run on this machine');
  expect(errors[1]).toContain('/nowhere');
});

test('processes that are killed in the middle of their work are replaced and nothing is lost', async () => {
  const result = await child.evaluate(async ({ createMultilingualEmbedder, multilingual }) => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const children = () =>
      readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
        .trim()
        .split(/\s+/)
        .map(Number);
    const embedder = createMultilingualEmbedder(multilingual);
    const texts = Array.from(
      { length: 24 },
      (_, index) => `Text ${index} ${'mit einigen Worten '.repeat(8)}`,
    );
    const before = await embedder.embed(texts, { purpose: 'passage' });
    const call = embedder.embed(texts, { purpose: 'passage' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const killed = children();
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    const after = await call;
    const now = children();
    await embedder.close();
    return { before, after, killed, now };
  }, undefined);
  expect(result.after.vectors.map((vector) => [...vector])).toEqual(
    result.before.vectors.map((vector) => [...vector]),
  );
  expect(result.killed).toHaveLength(2);
  expect(result.now.filter((pid) => result.killed.includes(pid))).toEqual([]);
}, 120_000);
