import {
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type CalendarSpec,
  type Client,
} from '@temporalio/client';
import type { Logger } from '../../../platform/logging/logger.js';
import {
  listSchedules,
  putSchedule,
  removeSchedule,
  type WorkflowSchedule,
} from '../../../platform/temporal/schedules.js';
import type { DigestScheduleDocument } from './digest-schedule.model.js';
import { digestScheduleRepository } from './digest-schedule.repository.js';

/** Schedules in Temporal, as MongoDB says which there have to be. */
export interface DigestSchedules {
  /** Makes or changes one. When Temporal is away the sweep does it later. */
  keep(schedule: DigestScheduleDocument): Promise<void>;
  drop(id: string): Promise<void>;
  /** When it runs next; null when it rests, or Temporal cannot tell. */
  nextRun(id: string): Promise<Date | null>;
  /** Makes Temporal have what MongoDB says. @throws Error when Temporal does not answer */
  reconcile(): Promise<void>;
}

const prefix = 'digest-schedule-';
export const digestScheduleIdOf = (id: string): string => `${prefix}${id}`;

/** What was due while nothing ran is made up for, each period by itself. */
const catchupWindow = '60 days';

export function createDigestSchedules({
  temporal,
  taskQueue,
  logger,
}: {
  temporal: Client;
  taskQueue: string;
  logger: Logger;
}): DigestSchedules {
  const put = async (schedule: DigestScheduleDocument): Promise<void> => {
    await putSchedule(temporal, optionsOf(schedule, taskQueue));
    await digestScheduleRepository.systemNoteTold(schedule);
  };
  /** A request does not wait for Temporal, nor fail with it. */
  const briefly = async <T>(id: string, work: () => Promise<T>): Promise<T | null> =>
    temporal.withDeadline(Date.now() + 3_000, work).catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError))
        logger.warn({ err: error, scheduleId: id }, 'Temporal does not answer about a digest schedule');
      return null;
    });
  return {
    keep: async (schedule) => void (await briefly(schedule._id, () => put(schedule))),
    drop: async (id) => void (await briefly(id, () => removeSchedule(temporal, digestScheduleIdOf(id)))),
    nextRun: (id) =>
      briefly(id, async () => {
        const { info, state } = await temporal.schedule.getHandle(digestScheduleIdOf(id)).describe();
        return state.paused ? null : (info.nextActionTimes[0] ?? null);
      }),
    async reconcile() {
      const there = new Set<string>();
      for await (const { scheduleId } of listSchedules(temporal, { prefix, taskQueue }))
        there.add(scheduleId);
      // Asked after the list: it is stored before its schedule is made.
      for await (const schedule of digestScheduleRepository.systemAll()) {
        const id = digestScheduleIdOf(schedule._id);
        if (schedule.isPending || !there.has(id)) await put(schedule);
        there.delete(id);
      }
      for (const scheduleId of there) await removeSchedule(temporal, scheduleId);
    },
  };
}

function optionsOf(
  { _id, frequency, timezone, at, enabled }: DigestScheduleDocument,
  taskQueue: string,
): WorkflowSchedule {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const calendar: CalendarSpec = {
    ...{ hour, minute },
    ...(frequency === 'weekly' ? { dayOfWeek: 'MONDAY' } : {}),
    ...(frequency === 'monthly' ? { dayOfMonth: 1 } : {}),
  };
  return {
    scheduleId: digestScheduleIdOf(_id),
    spec: { calendars: [calendar], timezone },
    action: {
      type: 'startWorkflow',
      workflowType: 'scheduledDigest',
      args: [{ scheduleId: _id }],
      workflowId: digestScheduleIdOf(_id),
      taskQueue,
    },
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow, pauseOnFailure: false },
    state: { paused: !enabled },
    memo: { taskQueue },
  };
}
