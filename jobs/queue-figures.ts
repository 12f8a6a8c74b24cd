import { jobKinds, type JobItemStatus, type JobKind, type JobStatus } from '../contracts/jobs.contract.js';
import { JobItemModel } from './job-item.model.js';
import { JobModel } from './job.model.js';
import { unfinished } from './job.repository.js';

interface QueueCounts {
  pending: number;
  processing: number;
  completed: number;
  failed: number;
}

/** The jobs of one kind, as a queue. */
export interface QueueFigures {
  name: JobKind;
  metrics: QueueCounts & {
    /** Milliseconds from a job's making to its begin; null when none has begun. */
    avgWaitTime: number | null;
    /** Milliseconds from begin to end without the time at rest; null when none has ended. */
    avgProcessingTime: number | null;
    items: QueueCounts;
  };
}

/** No model has any part in them. */
const others: readonly JobKind[] = ['user-deletion'];

const queueStatus: Record<JobStatus | JobItemStatus, keyof QueueCounts | null> = {
  queued: 'pending',
  paused: 'pending',
  pending: 'pending',
  running: 'processing',
  completed: 'completed',
  done: 'completed',
  failed: 'failed',
  skipped: null,
  cancelled: null,
};

interface Row {
  _id: { kind: JobKind; status: JobStatus };
  n: number;
  ids: string[];
  waits: number[];
  times: number[];
}

const between = (later: string, earlier: unknown) => ({
  $cond: [{ $gt: [later, null] }, { $max: [0, { $subtract: [later, earlier] }] }, '$$REMOVE'],
});

/** Jobs that are not finished, and those that were finished in a time; of one organisation, of one user, or all. */
export async function readQueueFigures({
  organizationId,
  userId,
  from,
  to,
}: {
  organizationId?: string;
  userId?: string;
  from: Date;
  to: Date;
}): Promise<QueueFigures[]> {
  const rows = await JobModel.aggregate<Row>([
    {
      $match: {
        ...(organizationId === undefined ? {} : { organizationId }),
        ...(userId === undefined ? {} : { createdBy: userId }),
        $or: [{ status: { $in: unfinished } }, { completedAt: { $gte: from, $lt: to } }],
      },
    },
    {
      $group: {
        _id: { kind: '$kind', status: '$status' },
        n: { $sum: 1 },
        ids: { $push: '$_id' },
        waits: { $push: between('$startedAt', '$createdAt') },
        times: {
          $push: between('$completedAt', {
            $add: [{ $ifNull: ['$startedAt', '$completedAt'] }, '$pausedMs'],
          }),
        },
      },
    },
  ]);
  const items = await itemsOf(rows.flatMap(({ ids }) => ids));
  return jobKinds
    .filter((kind) => !others.includes(kind))
    .map((kind) => {
      const own = rows.filter(({ _id }) => _id.kind === kind);
      const counts = none();
      for (const { _id, n } of own) add(counts, _id.status, n);
      return {
        name: kind,
        metrics: {
          ...counts,
          avgWaitTime: average(own.flatMap(({ waits }) => waits)),
          avgProcessingTime: average(own.flatMap(({ times }) => times)),
          items: items.get(kind) ?? none(),
        },
      };
    });
}

const none = (): QueueCounts => ({ pending: 0, processing: 0, completed: 0, failed: 0 });

function add(counts: QueueCounts, status: JobStatus | JobItemStatus, by: number): void {
  const name = queueStatus[status];
  if (name) counts[name] += by;
}

const average = (values: number[]): number | null =>
  values.length === 0 ? null : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);

async function itemsOf(jobIds: string[]): Promise<Map<JobKind, QueueCounts>> {
  const rows = await JobItemModel.aggregate<{ _id: { kind: JobKind; status: JobItemStatus }; n: number }>([
    { $match: { jobId: { $in: jobIds } } },
    { $group: { _id: { kind: '$kind', status: '$status' }, n: { $sum: 1 } } },
  ]);
  const counts = new Map<JobKind, QueueCounts>();
  for (const { _id, n } of rows) {
    const own = counts.get(_id.kind) ?? none();
    add(own, _id.status, n);
    counts.set(_id.kind, own);
  }
  return counts;
}
