import { expect, test } from '@jest/globals';
import { digestOf } from '../text/digest-of.js';
import { wordCoverage } from './word-coverage.js';

/** How often others had their turn while something was worked on. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const others = (): void => {
    turns += 1;
    if (!isDone) setImmediate(others);
  };
  setImmediate(others);
  await work();
  isDone = true;
  return turns;
}

test('rare words of the query weigh more, and who has them all covers all of it', async () => {
  const texts = ['the server failed', 'the backup of the server failed', 'the server runs', 'nothing of it'];
  const { terms, shares } = await wordCoverage('server backup', texts, 'en');
  expect(terms).toHaveLength(2);
  expect(shares[1]).toBe(1);
  expect(shares[0]).toBe(shares[2]);
  expect(shares[0]).toBeLessThan(0.5);
  expect(shares[3]).toBe(0);
});

test('a query without words covers nothing', async () => {
  expect((await wordCoverage('?!', ['the server failed'], 'en')).shares).toEqual([0]);
});

test('many texts are looked through with pauses', async () => {
  const texts = Array.from(
    { length: 4_000 },
    (_, n) => `Message ${n}: ${'the server failed again '.repeat(20)}`,
  );
  expect(await turnsDuring(() => wordCoverage('server backup', texts, 'en'))).toBeGreaterThan(3);
});

test('a digest stands for its values in their order', async () => {
  const values = [
    { id: 'a', content: 'x' },
    { id: 'b', content: 'y' },
  ];
  const own = await digestOf(values);
  expect(await digestOf([...values.map((value) => ({ ...value }))])).toBe(own);
  const others = [
    [...values].reverse(),
    values.slice(1),
    [
      { id: 'a', content: 'x' },
      { id: 'b', content: 'z' },
    ],
    [],
  ];
  for (const other of others) expect(await digestOf(other)).not.toBe(own);
});
