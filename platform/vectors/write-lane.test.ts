import { describe, expect, jest, test } from '@jest/globals';
import { point } from './contract-fixtures.js';
import type { WriteGroup } from './write-group.js';
import { createWriteLane } from './write-lane.js';

/** A lane that notes what each commit held instead of writing it. */
function recordedLane(write: (group: WriteGroup) => Promise<void> = async () => undefined) {
  const commits: { points: string[]; deletions: string[] }[] = [];
  let idle = 0;
  const lane = createWriteLane({
    write: async (group) => {
      commits.push({
        points: [...group.points.keys()],
        deletions: group.deletions.map(({ itemId }) => itemId),
      });
      await write(group);
    },
    afterCommit: async () => undefined,
    onIdle: () => idle++,
  });
  return { lane, commits, idle: () => idle };
}
const pointsOf = (itemId: string, count = 1) =>
  Array.from({ length: count }, (_, index) => point(`${itemId}-${index}`, { itemId }));

describe('a write lane', () => {
  test('makes one commit of writes that arrive close together', async () => {
    const { lane, commits, idle } = recordedLane();
    await Promise.all(['a', 'b', 'c'].map((item) => lane.upsert(pointsOf(item))));
    expect(commits).toEqual([{ points: ['a-0', 'b-0', 'c-0'], deletions: [] }]);
    await lane.upsert(pointsOf('d'));
    expect(commits).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(idle()).toBeGreaterThanOrEqual(1);
  });

  test('does not wait when there is enough to write', async () => {
    jest.useFakeTimers(); // time stands still: waiting would be forever
    try {
      const { lane, commits } = recordedLane();
      await lane.upsert(pointsOf('a', 500));
      expect(commits).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });

  test('collects what arrives during a commit for the next one', async () => {
    const { lane, commits } = recordedLane(() => new Promise((resolve) => setTimeout(resolve, 100)));
    const first = lane.upsert(pointsOf('a', 500));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await Promise.all([first, ...['b', 'c', 'd'].map((item) => lane.upsert(pointsOf(item)))]);
    expect(commits.map(({ points }) => points.length)).toEqual([500, 3]);
  });

  test('keeps commits to a size that memory bears', async () => {
    const { lane, commits } = recordedLane();
    await Promise.all(Array.from({ length: 13 }, (_, index) => lane.upsert(pointsOf(`i${index}`, 1_000))));
    expect(commits.map(({ points }) => points.length)).toEqual([5_000, 5_000, 3_000]);
  });

  test('deletes after the points that came before, and writes no point of an item before its deletion', async () => {
    const { lane, commits } = recordedLane();
    await Promise.all([
      lane.upsert(pointsOf('a')),
      lane.deleteItems([{ itemId: 'a', beforeRevision: 1 }]),
      lane.upsert(pointsOf('b')),
      lane.upsert([point('again', { itemId: 'a' })]),
      lane.deleteItems([{ itemId: 'b' }]),
    ]);
    expect(commits).toEqual([
      { points: ['a-0', 'b-0'], deletions: ['a'] },
      { points: ['again'], deletions: ['b'] },
    ]);
  });

  test('tells every caller of a commit that failed, and goes on', async () => {
    let failures = 1;
    const { lane, commits } = recordedLane(async () => {
      if (failures-- > 0) throw new Error('disk full');
    });
    const both = await Promise.allSettled([lane.upsert(pointsOf('a')), lane.upsert(pointsOf('b'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await lane.upsert(pointsOf('c'));
    expect(commits.at(-1)?.points).toEqual(['c-0']);
  });

  test('runs exclusive work alone and in its place', async () => {
    const { lane, commits } = recordedLane();
    const seen: number[] = [];
    const note = async () => void seen.push(commits.length);
    await Promise.all([
      lane.upsert(pointsOf('a')),
      lane.exclusively(note),
      lane.upsert(pointsOf('b')),
      lane.exclusively(note),
      expect(lane.exclusively(() => Promise.reject(new Error('no')))).rejects.toThrow('no'),
    ]);
    expect(seen).toEqual([1, 2]);
  });
});
