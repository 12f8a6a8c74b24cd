import type { JobCounts, JobItemStatus, JobKind } from '../contracts/jobs.contract.js';
import type { Page, PageRequest } from '../contracts/common.contract.js';
import { derivedId } from '../platform/ids.js';
import { paginate } from '../platform/mongo/paginate.js';
import { JobItemModel, type JobItemDocument } from './job-item.model.js';

export interface NewJobItem {
  subjectId: string;
  title: string | null;
}

export type SettledStatus = Extract<JobItemStatus, 'done' | 'failed' | 'skipped' | 'cancelled'>;

/** A reindex reads what it works on and changes nothing of it: whoever is about to change it need not heed that. */
const changing = { kind: { $ne: 'reindex' as const } };

export const jobItemRepository = {
  insertMany: async (
    organizationId: string,
    { jobId, kind }: { jobId: string; kind: JobKind },
    items: NewJobItem[],
  ): Promise<void> => {
    const documents = items.map((item, position) => ({
      ...item,
      _id: derivedId(jobId, item.subjectId),
      ...{ jobId, kind },
      organizationId,
      position,
    }));
    await JobItemModel.insertMany(documents, { lean: false });
  },

  /** Adds items behind those that a job has; call it in a transaction that holds the job. */
  append: async (
    organizationId: string,
    jobId: string,
    items: NewJobItem[],
    kind?: JobKind,
  ): Promise<void> => {
    const last = await JobItemModel.findOne({ jobId }, { position: 1, kind: 1 })
      .sort({ position: -1 })
      .lean()
      .exec();
    const next = (last?.position ?? -1) + 1;
    await JobItemModel.insertMany(
      items.map((item, index) => ({
        ...item,
        _id: derivedId(jobId, item.subjectId),
        ...{ jobId, organizationId, kind: kind ?? last?.kind },
        position: next + index,
      })),
    );
  },

  /** Gives a job other items in place of those that it has; call it in a transaction. */
  replaceAll: async (
    organizationId: string,
    job: { jobId: string; kind: JobKind },
    items: NewJobItem[],
  ): Promise<void> => {
    await JobItemModel.deleteMany({ jobId: job.jobId });
    await jobItemRepository.insertMany(organizationId, job, items);
  },

  /** Of these subjects, those that are items of the job. */
  subjectsIn: async (jobId: string, subjectIds: string[]): Promise<Set<string>> => {
    const ids = subjectIds.map((subjectId) => derivedId(jobId, subjectId));
    return new Set(await JobItemModel.distinct('subjectId', { _id: { $in: ids } }));
  },

  /** Inside a transaction: true while the token holds the item, which nobody can settle then until the transaction ends. */
  hold: async (token: string, id: string): Promise<boolean> => {
    const held = await JobItemModel.updateOne(
      { _id: id, claim: token, status: 'running' },
      { $currentDate: { updatedAt: true } },
    );
    return held.matchedCount === 1;
  },

  list: (
    organizationId: string,
    jobId: string,
    { status, ...request }: PageRequest & { status?: JobItemStatus },
  ): Promise<Page<JobItemDocument>> =>
    paginate(
      JobItemModel,
      { jobId, organizationId, ...(status ? { status } : {}) },
      { ...request, sort: { field: 'position', direction: 1 } },
    ),

  /** Counts by job, derived from the items' statuses. A cancelled item counts as skipped. */
  countsOf: async (jobIds: string[]): Promise<Map<string, JobCounts>> => {
    const rows = await JobItemModel.aggregate<{ _id: { jobId: string; status: JobItemStatus }; n: number }>([
      { $match: { jobId: { $in: jobIds } } },
      { $group: { _id: { jobId: '$jobId', status: '$status' }, n: { $sum: 1 } } },
    ]);
    const counts = new Map(jobIds.map((id) => [id, { total: 0, done: 0, failed: 0, skipped: 0 }]));
    for (const { _id, n } of rows) {
      const entry = counts.get(_id.jobId);
      if (!entry) continue;
      entry.total += n;
      if (_id.status === 'done') entry.done += n;
      if (_id.status === 'failed') entry.failed += n;
      if (_id.status === 'skipped' || _id.status === 'cancelled') entry.skipped += n;
    }
    return counts;
  },

  /**
   * Claims up to `size` items under a token. What the token already holds comes first, so that a repeated activity
   * goes on with its own items and two activities never hold the same one.
   */
  claim: async (jobId: string, token: string, size: number): Promise<JobItemDocument[]> => {
    const held = { jobId, claim: token, status: 'running' as const };
    const missing = size - (await JobItemModel.countDocuments(held));
    if (missing > 0) {
      const free = await JobItemModel.find({ jobId, status: 'pending' }, { _id: 1 })
        .sort({ position: 1 })
        .limit(missing)
        .lean()
        .exec();
      // Another activity may take some of them first: each is claimed only if it is still pending.
      await JobItemModel.updateMany(
        { _id: { $in: free.map(({ _id }) => _id) }, status: 'pending' },
        { $set: { status: 'running', claim: token } },
      );
    }
    await JobItemModel.updateMany(held, { $inc: { attempts: 1 } });
    return JobItemModel.find(held).sort({ position: 1 }).lean().exec();
  },

  /** Ends items that this token holds; what was settled by another stays as it is. */
  settle: async (
    token: string,
    outcomes: { id: string; status: SettledStatus; error?: string }[],
  ): Promise<void> => {
    if (outcomes.length === 0) return;
    await JobItemModel.bulkWrite(
      outcomes.map(({ id, status, error }) => ({
        updateOne: {
          filter: { _id: id, claim: token, status: 'running' },
          update: { $set: { status, claim: null, error: error ?? null } },
        },
      })),
      { ordered: false },
    );
  },

  /** Counts a death in advance, or takes it back; see `JobItemDocument.deaths`. */
  countDeath: async (token: string, id: string, by: 1 | -1): Promise<void> => {
    await JobItemModel.updateOne({ _id: id, claim: token, status: 'running' }, { $inc: { deaths: by } });
  },

  /** Gives up items of an ended job that are not settled yet. */
  cancel: async (ids: string[], reason: string): Promise<void> => {
    await JobItemModel.updateMany(
      { _id: { $in: ids }, status: { $in: ['pending', 'running'] } },
      { $set: { status: 'cancelled', claim: null, error: reason } },
    );
  },

  /** Gives up all that is left of an ended job; whoever retries it goes on with these. */
  cancelOpen: async (jobId: string, reason: string): Promise<void> => {
    await JobItemModel.updateMany(
      { jobId, status: { $in: ['pending', 'running'] } },
      { $set: { status: 'cancelled', claim: null, error: reason } },
    );
  },

  /** Makes items pending again that nobody works on any more. */
  release: async (jobId: string): Promise<void> => {
    await JobItemModel.updateMany({ jobId, status: 'running' }, { $set: { status: 'pending', claim: null } });
  },

  /** Makes what a token holds pending again, as if it had not been begun; answers the subjects. */
  giveBack: async (jobId: string, token: string): Promise<string[]> => {
    const held = { jobId, claim: token, status: 'running' as const };
    const subjects = await JobItemModel.distinct('subjectId', held);
    await JobItemModel.updateMany(held, { $set: { status: 'pending', claim: null }, $inc: { attempts: -1 } });
    return subjects;
  },

  /** Of these subjects, those that an unfinished item of another job works on too. */
  sharedSubjects: async (jobId: string, subjectIds: string[]): Promise<Set<string>> => {
    const shared = await JobItemModel.distinct('subjectId', {
      subjectId: { $in: subjectIds },
      jobId: { $ne: jobId },
      status: { $in: ['pending', 'running'] },
      ...changing,
    });
    return new Set(shared);
  },

  /**
   * Inside a transaction: the job in which all these subjects wait for their turn. Nobody has begun to work on them
   * there, nor can until the transaction ends.
   */
  holdWaiting: async (subjectIds: string[]): Promise<string | null> => {
    const [first] = subjectIds;
    const waiting = await JobItemModel.findOne(
      { subjectId: first, status: 'pending', ...changing },
      { jobId: 1 },
    )
      .lean()
      .exec();
    if (!waiting) return null;
    const held = await JobItemModel.updateMany(
      { jobId: waiting.jobId, subjectId: { $in: subjectIds }, status: 'pending' },
      { $currentDate: { updatedAt: true } },
    );
    return held.matchedCount === subjectIds.length ? waiting.jobId : null;
  },

  /** Whether any job has still to work on a subject. */
  isOpen: async (subjectId: string): Promise<boolean> =>
    (await JobItemModel.exists({ subjectId, status: { $in: ['pending', 'running'] }, ...changing })) !== null,

  /** Has settled items of these subjects worked on once more. */
  repeat: async (jobId: string, subjectIds: string[]): Promise<void> => {
    const ids = subjectIds.map((subjectId) => derivedId(jobId, subjectId));
    await JobItemModel.updateMany(
      { _id: { $in: ids }, status: { $nin: ['pending', 'running'] } },
      { $set: { status: 'pending', claim: null, attempts: 0, deaths: 0, error: null } },
    );
  },

  /** Gives everything up that a job did, as its results are thrown away. */
  cancelAll: async (jobId: string, reason: string): Promise<void> => {
    await JobItemModel.updateMany({ jobId }, { $set: { status: 'cancelled', claim: null, error: reason } });
  },

  /** What waits and what is worked on, in all unfinished jobs of a kind. */
  systemQueue: async (kind: JobKind): Promise<{ pending: number; processing: number }> => {
    const count = (status: JobItemStatus) => JobItemModel.countDocuments({ kind, status }).exec();
    const [pending, processing] = await Promise.all([count('pending'), count('running')]);
    return { pending, processing };
  },

  withStatus: (jobId: string, statuses: JobItemStatus[], limit: number): Promise<JobItemDocument[]> =>
    JobItemModel.find({ jobId, status: { $in: statuses } })
      .sort({ position: 1 })
      .limit(limit)
      .lean()
      .exec(),

  /** Makes failed and cancelled items pending again and returns how many. */
  reopen: async (jobId: string): Promise<number> => {
    const result = await JobItemModel.updateMany(
      { jobId, status: { $in: ['failed', 'cancelled'] } },
      { $set: { status: 'pending', claim: null, attempts: 0, deaths: 0, error: null } },
    );
    return result.modifiedCount;
  },
};
