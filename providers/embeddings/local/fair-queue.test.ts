import { expect, test } from '@jest/globals';
import { FairQueue } from './fair-queue.js';

async function takeAll(queue: FairQueue<string>, count: number): Promise<string> {
  const taken: (string | undefined)[] = [];
  for (let index = 0; index < count; index += 1) taken.push(await queue.take());
  return taken.join(' ');
}

test('urgent entries overtake, and calls take turns', async () => {
  const queue = new FairQueue<string>();
  queue.add(['a1', 'a2', 'a3'], { urgent: false });
  queue.add(['b1'], { urgent: false });
  queue.add(['q1', 'q2'], { urgent: true });
  expect(queue.waitingUrgent).toBe(2);
  expect(await takeAll(queue, 6)).toBe('q1 q2 a1 b1 a2 a3');
});

test('owners take turns, however many calls each of them has', async () => {
  const queue = new FairQueue<string>();
  for (const call of ['a', 'b', 'c']) queue.add([`${call}1`, `${call}2`], { urgent: false, owner: 'large' });
  queue.add(['x1', 'x2'], { urgent: false, owner: 'small' });
  expect(await takeAll(queue, 8)).toBe('a1 x1 b1 x2 c1 a2 b2 c2');
});

test('urgent entries without end do not starve the others', async () => {
  const queue = new FairQueue<string>();
  queue.add(['a', 'b'], { urgent: false });
  queue.add(
    Array.from({ length: 20 }, () => 'q'),
    { urgent: true },
  );
  expect(await takeAll(queue, 18)).toBe('q q q q q q q q a q q q q q q q q b');
});

test('takers are served in the order in which they came', async () => {
  const queue = new FairQueue<string>();
  const both = Promise.all([queue.take(), queue.take()]);
  queue.add(['a'], { urgent: false });
  queue.add(['b'], { urgent: true });
  expect(await both).toEqual(['a', 'b']);
});

test('entries not yet taken can be withdrawn', async () => {
  const queue = new FairQueue<string>();
  const withdraw = queue.add(['a1', 'a2', 'a3'], { urgent: false });
  queue.add(['b'], { urgent: false });
  expect(await queue.take()).toBe('a1');
  withdraw();
  expect(await queue.take()).toBe('b');
  expect(queue.drain()).toEqual([]);
});

test('an entry put back comes next', async () => {
  const queue = new FairQueue<string>();
  queue.add(['a', 'b'], { urgent: false });
  const first = await queue.take();
  queue.putBack(first!);
  expect(await takeAll(queue, 2)).toBe('a b');
});

test('closing ends the takers and hands out what waited', async () => {
  const queue = new FairQueue<string>();
  const taker = queue.take();
  expect(queue.close()).toEqual([]);
  expect(await taker).toBeUndefined();
  expect(await queue.take()).toBeUndefined();
  const full = new FairQueue<string>();
  full.add(['a'], { urgent: false });
  full.add(['q'], { urgent: true });
  expect(full.close()).toEqual(['q', 'a']);
});
