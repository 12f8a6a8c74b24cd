import { afterEach, expect, jest, test } from '@jest/globals';
import { jobItemRepository, jobRepository, type JobDocument } from '../../../jobs/index.js';
import type { TrainingSessionDocument } from './training-session.model.js';
import { isTriedAgain, presentSession } from './training-session.presenter.js';
import { trainingSessionRepository } from './training-session.repository.js';

afterEach(() => void jest.restoreAllMocks());

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

/** A session as it was read, when its job is as it says, and what is stored of the session by then. */
async function seen(job: Partial<JobDocument>, stored: Partial<TrainingSessionDocument>) {
  const read = { _id: 's', organizationId: 'o', chatbotId: 'c', jobId: 'j', createdAt: at(0) };
  const session = { ...read, config: {}, outcome: null, error: null } as unknown as TrainingSessionDocument;
  jest.spyOn(jobRepository, 'find').mockResolvedValue({ startedAt: at(1), ...job } as JobDocument);
  jest.spyOn(jobItemRepository, 'countsOf').mockResolvedValue(new Map());
  jest.spyOn(trainingSessionRepository, 'find').mockResolvedValue({ ...session, ...stored });
  const { status, error } = await presentSession(session);
  return { status, error };
}

test('a session that ended while it was read is told with its reason', async () => {
  const ended = { outcome: 'failed', error: 'only one intent', completedAt: at(2) } as const;
  expect(await seen({ status: 'failed', error: 'the job’s' }, ended)).toEqual({
    status: 'failed',
    error: 'only one intent',
  });
  expect(await seen({ status: 'completed' }, { outcome: 'completed', completedAt: at(2) })).toEqual({
    status: 'completed',
    error: null,
  });
  // Nobody was left to tell the session.
  expect(await seen({ status: 'failed', error: 'the job’s' }, {})).toEqual({
    status: 'failed',
    error: 'the job’s',
  });
});
