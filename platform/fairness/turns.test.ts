import { expect, test } from '@jest/globals';
import { setImmediate as settled } from 'node:timers/promises';
import { TooManyWaiting, Turns, type Turn } from './turns.js';

/** Notes who has a place, in the order in which places are given. */
async function queued(turns: Turns, owner: string, started: string[], name = owner): Promise<Turn> {
  const turn = await turns.take(owner);
  started.push(name);
  return turn;
}

test('one owner never has every place', async () => {
  const turns = new Turns({ places: 3, placesPerOwner: 2 });
  const started: string[] = [];
  for (let n = 0; n < 4; n++) void queued(turns, 'a', started);
  await settled();
  expect(started).toEqual(['a', 'a']);
  await queued(turns, 'b', started);
  expect(started).toEqual(['a', 'a', 'b']);
});

test('a place that becomes free goes to whoever has had less', async () => {
  const turns = new Turns({ places: 1, placesPerOwner: 1 });
  const started: string[] = [];
  const first = await queued(turns, 'a', started);
  const others = ['a', 'a', 'b'].map((owner) => queued(turns, owner, started));
  first.end();
  (await others[2]!).end();
  (await others[0]!).end();
  (await others[1]!).end();
  expect(started).toEqual(['a', 'b', 'a', 'a']);
});

test('work between two steps lets another owner go first, and then goes on before the rest of its own', async () => {
  const turns = new Turns({ places: 1, placesPerOwner: 1 });
  const started: string[] = [];
  const long = await queued(turns, 'a', started, 'long');
  const rest = queued(turns, 'a', started, 'rest');
  await long.giveWay();
  expect(started).toEqual(['long']);

  const short = queued(turns, 'b', started, 'short');
  const goesOn = long.giveWay().then(() => started.push('long again'));
  (await short).end();
  await goesOn;
  expect(started).toEqual(['long', 'short', 'long again']);
  long.end();
  (await rest).end();
});

test('whoever stops waiting leaves no gap, neither at first nor in between', async () => {
  const turns = new Turns({ places: 1, placesPerOwner: 1 });
  const stop = new AbortController();
  const held = await turns.take('a', { signal: stop.signal });
  const waiting = turns.take('b', { signal: stop.signal });
  const other = turns.take('c');
  const givingWay = held.giveWay();
  stop.abort(new Error('paused'));
  await expect(waiting).resolves.toBeDefined();
  await expect(givingWay).rejects.toThrow('paused');
  held.end();
  (await waiting).end();
  (await other).end();
  await expect(turns.take('d', { signal: stop.signal })).rejects.toThrow('paused');
  (await turns.take('a')).end();
});

test('more than a share of the waiting room is refused', async () => {
  const turns = new Turns({ places: 1, placesPerOwner: 1, waitingPerOwner: 1 });
  const held = await turns.take('a');
  const waiting = turns.take('a');
  await expect(turns.take('a')).rejects.toBeInstanceOf(TooManyWaiting);
  const other = turns.take('b');
  held.end();
  (await other).end();
  (await waiting).end();
});
