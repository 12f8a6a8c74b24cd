import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';

export type WorkflowSchedule = ScheduleOptions & {
  action: Extract<ScheduleOptions['action'], { type: 'startWorkflow' }>;
};

/** Makes a schedule, or gives the one of that name its times, its action, and whether it rests. */
export async function putSchedule({ schedule: client }: Client, options: WorkflowSchedule): Promise<void> {
  try {
    await client.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.getHandle(options.scheduleId).update((before) => ({
      ...before,
      spec: options.spec ?? before.spec,
      action: options.action,
      state: { ...before.state, paused: options.state?.paused ?? before.state.paused },
    }));
  }
}

/** Removes a schedule; one that is not there is no error. */
export async function removeSchedule({ schedule: client }: Client, scheduleId: string): Promise<void> {
  await client
    .getHandle(scheduleId)
    .delete()
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
}

/** The schedules whose names begin with a prefix; other platforms may share the namespace, their task queue tells them apart. */
export async function* listSchedules(
  { schedule: client }: Client,
  { prefix, taskQueue }: { prefix: string; taskQueue: string },
) {
  for await (const summary of client.list())
    if (summary.scheduleId.startsWith(prefix) && summary.memo?.taskQueue === taskQueue) yield summary;
}
