import type { PageRequest, SortOrder } from '../contracts/common.contract.js';
import type { JobKind, JobStatus } from '../contracts/jobs.contract.js';
import type { PipelineStage } from 'mongoose';
import { paginate } from '../platform/mongo/paginate.js';
import { JobModel, type JobDocument } from './job.model.js';

export type NewJob = Pick<
  JobDocument,
  '_id' | 'createdBy' | 'kind' | 'purpose' | 'subject' | 'workflowId' | 'deadlineAt' | 'traceparent'
>;

export const unfinished: JobStatus[] = ['queued', 'running', 'paused'];

/** A job as one run of its workflow knows it. */
export interface JobOfRun {
  jobId: string;
  runId: string;
}

/** Unfinished, and worked on by this run or by none yet. */
const ofRun = ({ jobId, runId }: JobOfRun) => ({
  _id: jobId,
  status: { $in: unfinished },
  runId: { $in: [runId, null] },
  previousRunId: { $ne: runId },
});

type Stages = PipelineStage.Set[];

/** Update stages: at rest when the job is to pause, otherwise as given, with the time at rest taken off its clocks. */
const restOrGoOn = (otherwise: JobStatus, now: Date): Stages => {
  // Jobs of earlier versions lack these fields, and a missing one is not null here.
  const isToPause = { $ne: [{ $ifNull: ['$pauseRequestedAt', null] }, null] };
  const before = { $ifNull: ['$pausedMs', 0] };
  const rested = { $max: [0, { $subtract: [now, { $ifNull: ['$pausedAt', now] }] }] };
  return [
    {
      $set: {
        status: { $cond: [isToPause, 'paused', otherwise] },
        deadlineAt: { $cond: [isToPause, '$deadlineAt', { $add: ['$deadlineAt', rested] }] },
        pausedMs: { $cond: [isToPause, before, { $add: [before, rested] }] },
        waiting: { $cond: [isToPause, '$waiting', null] },
        pausedAt: { $cond: [isToPause, { $ifNull: ['$pausedAt', now] }, null] },
        updatedAt: now,
      },
    },
  ];
};
/** The same stages for jobs that no run has begun; others are left to the run that works on them. */
const whereNotBegun = (stages: Stages): Stages =>
  stages.map(({ $set }) => ({
    $set: Object.fromEntries(
      Object.entries($set).map(([field, value]) => [
        field,
        field === 'updatedAt' ? value : { $cond: [{ $eq: ['$startedAt', null] }, value, `$${field}`] },
      ]),
    ),
  }));

export interface JobListRequest extends PageRequest {
  sort: SortOrder;
  kind?: JobKind;
  status?: JobStatus;
}

export const jobRepository = {
  insert: async (organizationId: string, values: NewJob): Promise<JobDocument> =>
    (await new JobModel({ ...values, organizationId }).save()).toObject(),
  find: (organizationId: string, id: string): Promise<JobDocument | null> =>
    JobModel.findOne({ _id: id, organizationId }).lean().exec(),
  list: (organizationId: string, { kind, status, ...request }: JobListRequest) =>
    paginate(JobModel, { organizationId, ...(kind ? { kind } : {}), ...(status ? { status } : {}) }, request),
  /** Changes a job that is in one of the given states; `null` when it is not. */
  change: (
    organizationId: string,
    id: string,
    from: JobStatus[],
    values: Partial<JobDocument>,
  ): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id: id, organizationId, status: { $in: from } },
      { $set: values },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  unfinishedOf: (organizationId: string, limit: number): Promise<JobDocument[]> =>
    JobModel.find({ organizationId, status: { $in: unfinished } })
      .sort({ createdAt: -1 })
      .limit(limit)
      .lean()
      .exec(),
  /** The latest of a kind, of all organisations. */
  systemLatest: (kind: JobKind, limit: number): Promise<JobDocument[]> =>
    JobModel.find({ kind }).sort({ createdAt: -1 }).limit(limit).lean().exec(),
  /** Workflows know a job by its id alone. */
  systemFind: (id: string): Promise<JobDocument | null> => JobModel.findById(id).lean().exec(),
  /** `null` when the job has ended or belongs to another run. */
  systemFindOfRun: (ref: JobOfRun): Promise<JobDocument | null> => JobModel.findOne(ofRun(ref)).lean().exec(),
  /** Changes an unfinished job for the run that works on it; `null` when it is not that run's. */
  systemChangeOfRun: (ref: JobOfRun, values: Partial<JobDocument>): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(ofRun(ref), { $set: values }, { returnDocument: 'after' }).lean().exec(),
  /**
   * A run takes the job over, be it the first, one that continues another, or one after a retry; it rests at once when
   * the job is to pause.
   */
  systemBegin: ({ jobId, runId }: JobOfRun, now: Date): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id: jobId, status: { $in: unfinished }, previousRunId: { $ne: runId } },
      [
        { $set: { runId, startPending: false, startedAt: { $ifNull: ['$startedAt', now] } } },
        ...restOrGoOn('running', now),
      ],
      { returnDocument: 'after', updatePipeline: true },
    )
      .lean()
      .exec(),
  /** The run's work has come to rest or may go on: the status follows the wish, and a pause that ends is counted. */
  systemHeedPause: (ref: JobOfRun, now: Date): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(ofRun(ref), restOrGoOn('running', now), {
      returnDocument: 'after',
      updatePipeline: true,
    })
      .lean()
      .exec(),
  /** Notes the wish to pause; a job that no run has begun rests at once. `null` when it has ended or is being cancelled. */
  askPause: (organizationId: string, id: string, now: Date): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id: id, organizationId, status: { $in: unfinished }, cancelRequestedAt: null },
      [
        // A person's pause is theirs to end, whatever asked for one before.
        { $set: { pauseRequestedAt: { $ifNull: ['$pauseRequestedAt', now] }, budgetHold: null } },
        ...whereNotBegun(restOrGoOn('queued', now)),
      ],
      { returnDocument: 'after', updatePipeline: true },
    )
      .lean()
      .exec(),
  /** Takes the wish to pause back; a job that no run has begun waits for one again. `null` when it is not to pause. */
  askResume: (organizationId: string, id: string, now: Date): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      {
        ...{ _id: id, organizationId, cancelRequestedAt: null },
        $or: [{ status: 'paused' }, { status: { $in: unfinished }, pauseRequestedAt: { $ne: null } }],
      },
      [{ $set: { pauseRequestedAt: null, budgetHold: null } }, ...whereNotBegun(restOrGoOn('queued', now))],
      { returnDocument: 'after', updatePipeline: true },
    )
      .lean()
      .exec(),
  /** A budget puts a job that runs to rest and says why; `null` when it has ended, or is to end or to rest already. */
  holdForBudget: (
    organizationId: string,
    id: string,
    { reason, ...budgetHold }: { reason: string; micros: number; chatbotId: string | null },
  ): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id: id, organizationId, status: { $in: unfinished }, cancelRequestedAt: null },
      [
        {
          $set: {
            waiting: { reason, until: null },
            budgetHold: { $cond: [{ $ifNull: ['$pauseRequestedAt', false] }, '$budgetHold', budgetHold] },
            pauseRequestedAt: { $ifNull: ['$pauseRequestedAt', new Date()] },
          },
        },
      ],
      { returnDocument: 'after', updatePipeline: true },
    )
      .lean()
      .exec(),
  /** Takes a budget's pause back; `null` when the job does not rest for one any more. */
  resumeHeld: (organizationId: string, id: string, now: Date): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id: id, organizationId, cancelRequestedAt: null, 'budgetHold.micros': { $gte: 0 } },
      [{ $set: { pauseRequestedAt: null, budgetHold: null } }, ...whereNotBegun(restOrGoOn('queued', now))],
      { returnDocument: 'after', updatePipeline: true },
    )
      .lean()
      .exec(),
  systemHeld: (): Promise<JobDocument[]> =>
    JobModel.find({ 'budgetHold.micros': { $gte: 0 }, status: 'paused' })
      .limit(1_000)
      .lean()
      .exec(),
  /** Says which run was started, unless that run has begun and said so itself. */
  systemNoteStart: async (id: string, runId: string): Promise<void> => {
    await JobModel.updateOne({ _id: id, startPending: true }, { $set: { startPending: false, runId } });
  },
  /** Makes an unfinished job wait for a new run in place of one that is over. */
  systemAwaitStart: (
    { _id, runId, previousRunId }: JobDocument,
    values: Partial<JobDocument>,
  ): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id, status: { $in: unfinished }, runId },
      { $set: { ...values, startPending: true, runId: null, previousRunId: runId ?? previousRunId } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  systemPendingStarts: (olderThan: Date): Promise<JobDocument[]> =>
    JobModel.find({ startPending: true, updatedAt: { $lt: olderThan } })
      .sort({ createdAt: 1 })
      .limit(100)
      .lean()
      .exec(),
  /** Asked to stop, but not stopped yet: perhaps the workflow was never told. */
  systemToCancel: (askedBefore: Date): Promise<JobDocument[]> =>
    JobModel.find({
      status: { $in: unfinished },
      startPending: false,
      cancelRequestedAt: { $lt: askedBefore },
    })
      .limit(100)
      .lean()
      .exec(),
  /** Paused or resumed, but not at rest or at work yet: perhaps the workflow was never told. */
  systemToSteer: (changedBefore: Date): Promise<JobDocument[]> =>
    JobModel.find({
      startPending: false,
      cancelRequestedAt: null,
      updatedAt: { $lt: changedBefore },
      $or: [
        { status: 'running', pauseRequestedAt: { $ne: null } },
        { status: 'paused', pauseRequestedAt: null },
      ],
    })
      .limit(100)
      .lean()
      .exec(),
  systemSilent: (since: Date): Promise<JobDocument[]> =>
    JobModel.find({ status: { $in: unfinished }, startPending: false, updatedAt: { $lt: since } })
      .limit(100)
      .lean()
      .exec(),
  /** Inside a transaction: false when the job has ended; otherwise it cannot end, nor grow elsewhere, until the transaction ends. */
  hold: async (organizationId: string, id: string): Promise<boolean> => {
    const held = await JobModel.updateOne(
      { _id: id, organizationId, status: { $in: unfinished } },
      { $currentDate: { updatedAt: true } },
    );
    return held.matchedCount === 1;
  },
  /** Makes all unfinished jobs wait for a new run but those of some kinds, which are given up; answers how many wait. */
  systemRestartUnfinished: async (givenUp: JobKind[]): Promise<number> => {
    const now = new Date();
    await JobModel.updateMany(
      { status: { $in: unfinished }, kind: { $in: givenUp } },
      {
        $set: {
          ...{
            status: 'cancelled',
            stage: 'cancelled',
            completedAt: now,
            startPending: false,
            waiting: null,
          },
          ...{ pauseRequestedAt: null, pausedAt: null },
        },
      },
    );
    const waiting = await JobModel.updateMany(
      { status: { $in: unfinished } },
      [
        {
          $set: {
            previousRunId: { $ifNull: ['$runId', { $ifNull: ['$previousRunId', null] }] },
            ...{ runId: null, startPending: true, updatedAt: now },
          },
        },
      ],
      { updatePipeline: true },
    );
    return waiting.matchedCount;
  },
  /** Of these jobs, those that have not ended. */
  systemUnfinishedOf: async (ids: string[]): Promise<Set<string>> =>
    new Set(await JobModel.distinct('_id', { _id: { $in: ids }, status: { $in: unfinished } })),
  systemCountUnfinished: (): Promise<{ kind: JobKind; status: JobStatus; count: number }[]> =>
    JobModel.aggregate([
      { $match: { status: { $in: unfinished } } },
      { $group: { _id: { kind: '$kind', status: '$status' }, count: { $sum: 1 } } },
      { $project: { _id: 0, kind: '$_id.kind', status: '$_id.status', count: 1 } },
    ]),
  systemTouch: async (id: string): Promise<void> => {
    await JobModel.updateOne({ _id: id }, { $set: { updatedAt: new Date() } });
  },
};
