import { afterEach, expect, test } from '@jest/globals';
import { register } from 'prom-client';
import { observedGauge } from './observed-gauge.js';

afterEach(() => register.clear());

const lines = async () =>
  (await register.metrics()).split('\n').filter((line) => line && !line.startsWith('#'));

test('figures are looked up at each scrape and forgotten with their source', async () => {
  const { observe } = observedGauge({ name: 'seats', help: 'Seats', labelNames: ['row'] });
  let free = 3;
  const end = observe(() => [{ labels: { row: 'a' }, value: free }]);
  expect(await lines()).toEqual(['seats{row="a"} 3']);
  free = 2;
  expect(await lines()).toEqual(['seats{row="a"} 2']);
  end();
  expect(await lines()).toEqual([]);
});

test('what cannot be read is left out, and holds nobody up', async () => {
  const { observe } = observedGauge({ name: 'depth', help: 'Depth' });
  observe(() => Promise.reject(new Error('away')));
  observe(() => new Promise(() => undefined));
  expect(await lines()).toEqual([]);
  observe(() => [{ value: 7 }]);
  expect(await lines()).toEqual(['depth 7']);
});
