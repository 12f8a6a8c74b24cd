import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createPace } from './pace.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Takes so long, by the clock of the test. */
const work = (ms: number, done: () => void) => () => {
  jest.setSystemTime(Date.now() + ms);
  jest.advanceTimersByTime(0);
  done();
};

test('what takes little time is done at once', () => {
  const inTurn = createPace({ share: 0.2, everyMs: 25 });
  let done = 0;
  for (let n = 0; n < 100; n++) inTurn(() => (done += 1));
  expect(done).toBe(100);
});

test('what takes more than its share is done in order, a few in every interval, and none is left out', () => {
  jest.spyOn(performance, 'now').mockImplementation(() => Date.now());
  const inTurn = createPace({ share: 0.2, everyMs: 25 });
  const done: number[] = [];
  for (let n = 0; n < 30; n++) inTurn(work(1, () => done.push(n)));
  expect(done).toHaveLength(5);
  jest.advanceTimersByTime(25);
  expect(done.length).toBeGreaterThan(5);
  expect(done.length).toBeLessThan(15);
  jest.advanceTimersByTime(1_000);
  expect(done).toEqual(Array.from({ length: 30 }, (_, n) => n));
  expect(jest.getTimerCount()).toBe(0);
});
