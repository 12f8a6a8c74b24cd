import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../../../platform/logging/logger.js';
import { ThreadDied, ThreadPool, type PoolThread } from './thread-pool.js';

const logger = createLogger({ name: 'test', level: 'silent' });

/** In the place of a thread: upper-cases after a moment, dies of "poison", fails at "wrong". */
class Shouter implements PoolThread<string, string> {
  static running = 0;
  alive = true;

  constructor(private readonly deadly: (input: string) => boolean) {
    Shouter.running += 1;
  }

  async run(input: string): Promise<string> {
    await sleep(2);
    if (this.deadly(input)) {
      this.alive = false;
      Shouter.running -= 1;
      throw new ThreadDied('killed');
    }
    if (input === 'wrong') throw new RangeError('wrong input');
    return input.toUpperCase();
  }

  async stop(): Promise<void> {
    Shouter.running -= 1;
  }
}

const isPoison = (input: string): boolean => input === 'poison';
const poolOf = (size: number, deadly = isPoison, maxWaitingUrgent?: number) =>
  ThreadPool.start({ size, start: async () => new Shouter(deadly), logger, maxWaitingUrgent });
const calmly = { urgent: false };

test('outputs come in the order of the inputs', async () => {
  const pool = await poolOf(3);
  const inputs = Array.from({ length: 30 }, (_, index) => `t${index}`);
  expect(await pool.run(inputs, calmly)).toEqual(inputs.map((input) => input.toUpperCase()));
  expect(await pool.run([], calmly)).toEqual([]);
  await pool.close();
  expect(Shouter.running).toBe(0);
});

test('an input that fails concerns its call only', async () => {
  const pool = await poolOf(1);
  const [failed, fine] = await Promise.allSettled([
    pool.run(['wrong', 'more', 'of it'], calmly),
    pool.run(['fine'], calmly),
  ]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'wrong input' } });
  expect(fine).toMatchObject({ value: ['FINE'] });
  await pool.close();
});

test('an input is tried once more when its thread dies, and given up after the second', async () => {
  let deaths = 0;
  const once = await poolOf(1, (input) => input === 'unlucky' && (deaths += 1) === 1);
  expect(await once.run(['unlucky', 'other'], calmly)).toEqual(['UNLUCKY', 'OTHER']);
  await once.close();

  const pool = await poolOf(2);
  const fine = pool.run(['a', 'b', 'c'], calmly);
  await expect(pool.run(['poison'], calmly)).rejects.toMatchObject({ code: 'SERVER_ERROR' });
  expect(await fine).toEqual(['A', 'B', 'C']);
  expect(await pool.run(['after'], calmly)).toEqual(['AFTER']);
  await pool.close();
  expect(Shouter.running).toBe(0);
});

test('while no thread can be started what waits is refused; later all is well again', async () => {
  let broken = false;
  const start = async () => {
    if (broken) throw new Error('model gone');
    return new Shouter(isPoison);
  };
  const pool = await ThreadPool.start({ size: 1, start, logger });
  broken = true;
  await expect(pool.run(['poison', 'next'], calmly)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  broken = false;
  expect(await pool.run(['back'], calmly)).toEqual(['BACK']);
  broken = true;
  await expect(pool.run(['poison'], calmly)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await pool.close();
});

test('a pool has as many threads as there is work for, up to its size', async () => {
  const pool = await poolOf(3);
  expect(await pool.run(['one'], calmly)).toEqual(['ONE']);
  expect(Shouter.running).toBe(1);
  await pool.run(
    Array.from({ length: 60 }, (_, index) => `t${index}`),
    calmly,
  );
  expect(Shouter.running).toBe(3);
  await pool.close();
  expect(Shouter.running).toBe(0);
});

test('without its further threads a pool works with the first; without that it does not begin', async () => {
  let started = 0;
  const start = async () => {
    if ((started += 1) > 1) throw new Error('no memory');
    return new Shouter(isPoison);
  };
  const pool = await ThreadPool.start({ size: 3, start, logger });
  expect(await pool.run(['a', 'b', 'c'], calmly)).toEqual(['A', 'B', 'C']);
  expect(started).toBeGreaterThan(1);
  await pool.close();
  expect(Shouter.running).toBe(0);
  await expect(ThreadPool.start({ size: 3, start, logger })).rejects.toThrow('no memory');
});

test('a thread that is still being started when the pool closes is ended too', async () => {
  const start = async () => {
    await sleep(started++ === 0 ? 0 : 50);
    return new Shouter(isPoison);
  };
  let started = 0;
  const pool = await ThreadPool.start({ size: 2, start, logger });
  const work = pool.run(['a', 'b', 'c'], calmly);
  await work;
  await pool.close();
  expect(started).toBe(2);
  expect(Shouter.running).toBe(0);
});

test('too many urgent inputs are refused rather than left waiting', async () => {
  const pool = await poolOf(1, isPoison, 2);
  const calls = Array.from({ length: 5 }, (_, index) => pool.run([`q${index}`], { urgent: true }));
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  expect(outcomes[4]).toMatchObject({ reason: { code: 'SERVICE_UNAVAILABLE', retryAfter: 1 } });
  await pool.close();
});

test('an aborted call frees the queue at once', async () => {
  const pool = await poolOf(1);
  const controller = new AbortController();
  const inputs = Array.from({ length: 500 }, () => 'slow');
  const call = pool.run(inputs, { urgent: false, signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 5);
  await expect(call).rejects.toThrow('enough');
  const started = performance.now();
  await pool.run(['next'], calmly);
  expect(performance.now() - started).toBeLessThan(500);
  await pool.close();
});
