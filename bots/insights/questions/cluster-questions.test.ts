import { expect, test } from '@jest/globals';
import { clusterQuestions, mostCentral, type Meant } from './cluster-questions.js';

/** A direction in the plane, by its angle. */
const at = (minute: number, degrees: number | null, key = `${minute}`): Meant => ({
  key,
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  vector:
    degrees === null
      ? null
      : Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)),
});
const keysOf = (questions: Meant[]) =>
  clusterQuestions(questions, 'plain').map(({ members }) => members.map(({ key }) => key));

test('what points the same way is one group, named by what came first', () => {
  expect(keysOf([at(3, 95), at(1, 0), at(4, 10), at(2, 90)])).toEqual([
    ['1', '4'],
    ['2', '3'],
  ]);
});

test('a question that comes later moves none of those before it', () => {
  const questions = [at(1, 0), at(2, 100), at(3, 20), at(4, 80), at(5, 60)];
  for (let n = 1; n < questions.length; n++) {
    const before = keysOf(questions.slice(0, n));
    const after = keysOf(questions.slice(0, n + 1));
    for (const [place, members] of before.entries())
      expect(after[place]!.slice(0, members.length)).toEqual(members);
  }
});

test('equal wording is one group even without vectors, different wording is not', () => {
  expect(keysOf([at(1, null, 'a'), at(2, null, 'b'), at(3, null, 'a'), at(4, 0, 'a')])).toEqual([
    ['a', 'a', 'a'],
    ['b'],
  ]);
});

test('the most central question stands for the group', () => {
  const [cluster] = clusterQuestions([at(1, 0), at(2, 20), at(3, 40)], 'plain');
  expect(mostCentral(cluster!).key).toBe('2');
  const [alone] = clusterQuestions([at(1, null, 'a')], 'plain');
  expect(mostCentral(alone!).key).toBe('a');
});
