import { expect, test } from '@jest/globals';
import { FairShares } from './fair-shares.js';

/** Entries are named after their owners: `a1` is the first of `a`. */
const sharesOf = (...entries: string[]): FairShares<string> => {
  const shares = new FairShares<string>();
  for (const entry of entries) shares.add(entry[0]!, entry);
  return shares;
};
const take = (shares: FairShares<string>, count: number, weights: Record<string, number> = {}): string =>
  Array.from({ length: count }, () => shares.next(undefined, (entry) => weights[entry[0]!] ?? 1)).join(' ');

test('owners take turns, each in its own order', () => {
  expect(take(sharesOf('a1', 'a2', 'a3', 'b1', 'c1', 'c2'), 6)).toBe('a1 b1 c1 a2 c2 a3');
});

test('whoever comes later is not behind what others have waiting, and has no more than its share either', () => {
  const shares = sharesOf('a1', 'a2', 'a3', 'a4', 'a5', 'a6');
  expect(take(shares, 3)).toBe('a1 a2 a3');
  for (const entry of ['b1', 'b2', 'b3']) shares.add('b', entry);
  expect(take(shares, 6)).toBe('b1 a4 b2 a5 b3 a6');
});

test('one entry at a time gives no more than a share', () => {
  const shares = sharesOf('a1', 'a2', 'a3');
  const order: string[] = [];
  for (let n = 1; n <= 3; n++) {
    shares.add('b', `b${n}`);
    order.push(take(shares, 2));
  }
  expect(order.join(' ')).toBe('a1 b1 a2 b2 a3 b3');
});

test('a weight of two gives twice as much', () => {
  const entries = [1, 2, 3, 4, 5, 6].flatMap((n) => [`a${n}`, `b${n}`]);
  const taken = take(sharesOf(...entries), 9, { a: 2 });
  expect(taken.split(' ').filter((entry) => entry.startsWith('a'))).toHaveLength(6);
});

test('owners that may have nothing now are passed over and keep their place', () => {
  const shares = sharesOf('a1', 'b1', 'b2');
  expect(shares.next((owner) => owner !== 'a')).toBe('b1');
  expect(take(shares, 3)).toBe('a1 b2 ');
});

test('entries can be withdrawn', () => {
  const shares = sharesOf('a1', 'a2', 'b1');
  expect(shares.keep((entry) => entry !== 'a1')).toEqual(['a1']);
  expect([shares.waitingOf('a'), shares.waitingOf('b'), shares.waitingOf('c')]).toEqual([1, 1, 0]);
  expect(shares.some((owner) => owner === 'c')).toBe(false);
});
