import { expect, test } from '@jest/globals';
import { isTriedAgain } from './training-session.presenter.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const ended = { outcome: 'cancelled', completedAt: at(10) } as const;

test('a session whose job has not yet told its end has ended all the same', () => {
  expect(isTriedAgain(ended, { status: 'running', startedAt: at(5) })).toBe(false);
  expect(isTriedAgain(ended, { status: 'cancelled', startedAt: at(5) })).toBe(false);
  expect(isTriedAgain(ended, null)).toBe(false);
});

test('a session is tried again from the moment in which its job is queued once more', () => {
  expect(isTriedAgain(ended, { status: 'queued', startedAt: null })).toBe(true);
  expect(isTriedAgain(ended, { status: 'running', startedAt: at(11) })).toBe(true);
  expect(isTriedAgain({ ...ended, outcome: 'failed' }, { status: 'paused', startedAt: at(11) })).toBe(true);
  expect(
    isTriedAgain({ ...ended, outcome: 'awaiting-approval' }, { status: 'queued', startedAt: null }),
  ).toBe(false);
});
