import { expect, test } from '@jest/globals';
import type { Embedder } from './embedder.js';
import { createEmbedders, type OfferedModel } from './embedders.js';

const embedderOf = (model: string, dimensions: number, closed: string[] = []): Embedder =>
  ({ model, dimensions, close: async () => void closed.push(model) }) as Partial<Embedder> as Embedder;

function offer(model: string, dimensions: number, closed: string[] = [], failures = 0) {
  let opened = 0;
  const offered: OfferedModel = {
    model,
    dimensions,
    open: async () => {
      opened += 1;
      if (opened <= failures) throw new Error('not today');
      return embedderOf(model, dimensions, closed);
    },
  };
  return { offered, opened: () => opened };
}

test('English has its own model, any other language the multilingual one', () => {
  const embedders = createEmbedders({
    english: offer('english', 2).offered,
    multilingual: offer('many', 3).offered,
  });
  for (const tag of ['en', 'EN', 'en-GB']) expect(embedders.modelFor(tag).model).toBe('english');
  for (const tag of ['de', 'zh-Hant', 'eng-x', 'enm'])
    expect(embedders.modelFor(tag)).toEqual({ model: 'many', dimensions: 3 });
});

test('a model is opened by the first who needs it, once, and again after a failure', async () => {
  const many = offer('many', 3, [], 1);
  const english = offer('english', 2);
  const embedders = createEmbedders({ english: english.offered, multilingual: many.offered });
  const wanted = { model: 'many', dimensions: 3 };
  const failed = await Promise.allSettled([embedders.get(wanted), embedders.get(wanted)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const [one, two] = await Promise.all([embedders.get(wanted), embedders.get(wanted)]);
  expect(one).toBe(two);
  expect([many.opened(), english.opened()]).toEqual([2, 0]);
});

test('a server takes the place of both, and what was made before keeps its model', async () => {
  const closed: string[] = [];
  const server = embedderOf('text-embedding-3-small', 1_536, closed);
  const english = offer('english', 2, closed);
  const multilingual = offer('many', 3, closed);
  const embedders = createEmbedders({
    english: english.offered,
    multilingual: multilingual.offered,
    server,
  });
  for (const language of ['en', 'de'])
    expect(embedders.modelFor(language)).toEqual({ model: 'text-embedding-3-small', dimensions: 1_536 });
  expect(await embedders.get({ model: 'text-embedding-3-small', dimensions: 1_536 })).toBe(server);
  expect((await embedders.get({ model: 'english', dimensions: 2 })).model).toBe('english');
  await embedders.close();
  expect(closed.sort()).toEqual(['english', 'text-embedding-3-small']);
});

test.each([
  ['a-model-of-last-year', 768],
  ['text-embedding-3-small', 512],
])(
  'vectors of %s with %s dimensions that nothing configured makes are a clear error',
  async (model, dimensions) => {
    const embedders = createEmbedders({
      english: offer('english', 2).offered,
      multilingual: offer('many', 3).offered,
      server: embedderOf('text-embedding-3-small', 1_536),
    });
    await expect(embedders.get({ model, dimensions })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringMatching(
        new RegExp(
          `^What is stored was embedded with ${model} \\(${dimensions} dimensions\\).*EMBEDDINGS_MODEL`,
        ),
      ),
    });
  },
);
