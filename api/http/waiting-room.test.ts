import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createWaitingRoom, type Guest } from './waiting-room.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A room beside a loop that is as busy as it is told, and guests that note what becomes of them. */
function given(busy: number) {
  const loop = { busy };
  const room = createWaitingRoom(() => loop.busy);
  const inside: number[] = [];
  const refused: number[] = [];
  const guests: Guest[] = [];
  const arrive = (count: number): void => {
    for (let n = 0; n < count; n++) {
      const number = guests.length;
      guests.push({ enter: () => inside.push(number), turnAway: () => refused.push(number) });
      room.arrive(guests[number]!);
    }
  };
  return { loop, inside, refused, arrive, leave: (number: number) => room.leave(guests[number]!) };
}
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

test('while the loop has no time, whoever leaves makes room for the first who waits', () => {
  const { inside, arrive, leave } = given(1);
  arrive(40);
  expect(inside).toEqual(numbers(0, 32));
  jest.advanceTimersByTime(1_000);
  expect(inside).toHaveLength(32);
  leave(5);
  leave(6);
  expect(inside).toEqual(numbers(0, 34));
  arrive(1);
  expect(inside).toHaveLength(34);
});

test('while the loop has time, nobody waits for longer than a look, however many wait for others', () => {
  const { inside, arrive } = given(0.2);
  arrive(200);
  jest.advanceTimersByTime(25 * 6);
  expect(inside).toEqual(numbers(0, 200));
  arrive(1);
  expect(inside).toHaveLength(201);
});

test('who waits for five seconds is turned away, in order, and who came later still waits', () => {
  const { inside, refused, arrive, leave } = given(1);
  arrive(34);
  jest.advanceTimersByTime(3_000);
  arrive(2);
  jest.advanceTimersByTime(2_100);
  expect(refused).toEqual([32, 33]);
  leave(0);
  expect(inside.at(-1)).toBe(34);
  jest.advanceTimersByTime(3_000);
  expect(refused).toEqual([32, 33, 35]);
});

test('who leaves while waiting is never let in', () => {
  const { inside, arrive, leave } = given(1);
  arrive(34);
  leave(32);
  leave(0);
  expect(inside).toEqual([...numbers(0, 32), 33]);
});

test('what was known of the loop is forgotten in quiet times', () => {
  const { loop, inside, arrive, leave } = given(0.1);
  arrive(40);
  jest.advanceTimersByTime(100);
  expect(inside).toHaveLength(40);
  for (const number of numbers(0, 40)) leave(number);
  jest.advanceTimersByTime(100);
  expect(jest.getTimerCount()).toBe(0);
  loop.busy = 1;
  arrive(40);
  jest.advanceTimersByTime(100);
  expect(inside).toHaveLength(72);
});
