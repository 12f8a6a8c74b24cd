import type { Actor } from '../../../accounts/index.js';
import type { DigestSchedule, PutDigestSchedule } from '../../../contracts/ai/digest-schedules.contract.js';
import type { JobDocument, JobStarter } from '../../../jobs/index.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { digestRepository } from '../digest.repository.js';
import { createPeriodDigest } from './create-period-digest.js';
import type { DigestScheduleDocument } from './digest-schedule.model.js';
import { digestScheduleRepository } from './digest-schedule.repository.js';
import type { DigestSchedules } from './digest-schedules.js';
import { periodSoFar } from './schedule-periods.js';

interface Keeping {
  actor: Actor;
  schedules: DigestSchedules;
}

/** Makes or changes the schedule of a channel. */
export async function putDigestSchedule({
  actor,
  schedules,
  input,
}: Keeping & { input: PutDigestSchedule }): Promise<DigestSchedule> {
  const organizationId = actor.requireMembership('editor');
  const schedule = await digestScheduleRepository.put(organizationId, input, actor.userId);
  await schedules.keep(schedule);
  return presentSchedule(schedule, schedules);
}

/** The schedule of a channel; one without any is not enabled. */
export async function readDigestSchedule({
  actor: { organizationId },
  schedules,
  channelId,
}: Keeping & { channelId: string }): Promise<DigestSchedule> {
  const schedule = await digestScheduleRepository.find(organizationId, channelId);
  if (schedule) return presentSchedule(schedule, schedules);
  return { enabled: false, nextRun: null, frequency: null, timezone: null, at: null, lastRun: null };
}

/** @throws AppError NOT_FOUND */
export async function dropDigestSchedule({
  actor,
  schedules,
  channelId,
}: Keeping & { channelId: string }): Promise<void> {
  const organizationId = actor.requireMembership('editor');
  const dropped = await digestScheduleRepository.delete(organizationId, channelId);
  if (!dropped) throw notFound('Digest schedule');
  await schedules.drop(dropped._id);
}

/** Makes a digest of what the present period has brought so far; the schedule goes on as if nothing had been. @throws AppError NOT_FOUND */
export async function runDigestSchedule({
  actor,
  starter,
  channelId,
}: {
  actor: Actor;
  starter: JobStarter;
  channelId: string;
}): Promise<JobDocument> {
  const organizationId = actor.requireMembership('editor');
  const schedule = await digestScheduleRepository.find(organizationId, channelId);
  if (!schedule) throw notFound('Digest schedule');
  return createPeriodDigest(schedule, periodSoFar(new Date(), schedule), { starter });
}

async function presentSchedule(
  { _id, organizationId, enabled, frequency, timezone, at }: DigestScheduleDocument,
  schedules: DigestSchedules,
): Promise<DigestSchedule> {
  const [nextRun, lastRun] = await Promise.all([
    enabled ? schedules.nextRun(_id) : null,
    digestRepository.lastOfSchedule(organizationId, _id),
  ]);
  const times = { nextRun: nextRun?.toISOString() ?? null, lastRun: lastRun?.toISOString() ?? null };
  return { enabled, frequency, timezone, at, ...times };
}
