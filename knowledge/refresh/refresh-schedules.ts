import { ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { createHash } from 'node:crypto';
import type { RefreshInterval } from '../../contracts/knowledge.contract.js';
import type { Logger } from '../../platform/logging/logger.js';
import {
  listSchedules,
  putSchedule,
  removeSchedule,
  type WorkflowSchedule,
} from '../../platform/temporal/schedules.js';
import { webItemRepository } from '../items/web-item.repository.js';

/** A schedule in Temporal for each item that is refreshed; MongoDB says which there have to be. */
export interface RefreshSchedules {
  /** Makes or changes the schedule of an item. When Temporal is away the sweep does it later. */
  keep(itemId: string, interval: RefreshInterval): Promise<void>;
  drop(itemId: string): Promise<void>;
  /** Makes Temporal have what MongoDB says. @throws Error when Temporal does not answer */
  reconcile(): Promise<void>;
}

const hourMs = 3_600_000;
const intervals: Record<RefreshInterval, { everyMs: number; jitterMs: number }> = {
  hourly: { everyMs: hourMs, jitterMs: hourMs / 20 },
  daily: { everyMs: 24 * hourMs, jitterMs: hourMs / 2 },
  weekly: { everyMs: 7 * 24 * hourMs, jitterMs: hourMs },
  monthly: { everyMs: 30 * 24 * hourMs, jitterMs: hourMs },
};

const prefix = 'refresh-';
export const scheduleIdOf = (itemId: string): string => `${prefix}${itemId}`;

export function createRefreshSchedules({
  temporal,
  taskQueue,
  logger,
}: {
  temporal: Client;
  taskQueue: string;
  logger: Logger;
}): RefreshSchedules {
  const put = (itemId: string, interval: RefreshInterval): Promise<void> =>
    putSchedule(temporal, optionsOf(itemId, interval, taskQueue));
  const remove = (scheduleId: string): Promise<void> => removeSchedule(temporal, scheduleId);
  /** A request does not wait for Temporal, nor fail with it. */
  const briefly = async (itemId: string, work: () => Promise<void>): Promise<void> => {
    await temporal.withDeadline(Date.now() + 3_000, work).catch((error: unknown) => {
      logger.warn({ err: error, itemId }, 'refresh schedule not changed yet; the sweep will');
    });
  };

  return {
    keep: (itemId, interval) => briefly(itemId, () => put(itemId, interval)),
    drop: (itemId) => briefly(itemId, () => remove(scheduleIdOf(itemId))),
    async reconcile() {
      const there = new Map<string, string>();
      for await (const { scheduleId, spec } of listSchedules(temporal, { prefix, taskQueue }))
        there.set(scheduleId, String(spec?.intervals?.[0]?.every));
      // Asked after the list: an item is stored before its schedule is made.
      const wanted = await webItemRepository.systemRefreshed();
      for (const [itemId, interval] of wanted) {
        const id = scheduleIdOf(itemId);
        if (there.get(id) !== String(intervals[interval].everyMs)) await put(itemId, interval);
        there.delete(id);
      }
      for (const scheduleId of there.keys()) await remove(scheduleId);
    },
  };
}

/** Spread over the interval by the item's id, so that not all sites are visited at midnight. */
function optionsOf(itemId: string, interval: RefreshInterval, taskQueue: string): WorkflowSchedule {
  const { everyMs, jitterMs } = intervals[interval];
  const share = createHash('sha256').update(itemId).digest().readUInt32BE() / 2 ** 32;
  return {
    scheduleId: scheduleIdOf(itemId),
    spec: { intervals: [{ every: everyMs, offset: Math.floor(share * everyMs) }], jitter: jitterMs },
    action: {
      type: 'startWorkflow',
      workflowType: 'refreshSource',
      args: [{ itemId }],
      workflowId: scheduleIdOf(itemId),
      taskQueue,
    },
    // One that is missed while everything is down is made up for once.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 hour', pauseOnFailure: false },
    memo: { taskQueue },
  };
}
