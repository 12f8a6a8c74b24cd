import type { PageRequest, SortOrder } from '../contracts/common.contract.js';
import type { JobKind, JobStatus } from '../contracts/jobs.contract.js';
import { paginate } from '../platform/mongo/paginate.js';
import { JobModel, type JobDocument } from './job.model.js';

export type NewJob = Pick<
  JobDocument,
  '_id' | 'createdBy' | 'kind' | 'subject' | 'workflowId' | 'deadlineAt'
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
  /** Workflows know a job by its id alone. */
  systemFind: (id: string): Promise<JobDocument | null> => JobModel.findById(id).lean().exec(),
  /** `null` when the job has ended or belongs to another run. */
  systemFindOfRun: (ref: JobOfRun): Promise<JobDocument | null> => JobModel.findOne(ofRun(ref)).lean().exec(),
  /** Changes an unfinished job for the run that works on it; `null` when it is not that run's. */
  systemChangeOfRun: (ref: JobOfRun, values: Partial<JobDocument>): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(ofRun(ref), { $set: values }, { returnDocument: 'after' }).lean().exec(),
  /** A run takes the job over, be it the first, one that continues another, or one after a retry. */
  systemBegin: ({ jobId, runId }: JobOfRun, startedAt: Date): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id: jobId, status: { $in: unfinished }, previousRunId: { $ne: runId } },
      { $set: { status: 'running', runId, startPending: false, startedAt } },
      { returnDocument: 'after' },
    )
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
  systemSilent: (since: Date): Promise<JobDocument[]> =>
    JobModel.find({ status: { $in: unfinished }, startPending: false, updatedAt: { $lt: since } })
      .limit(100)
      .lean()
      .exec(),
  systemTouch: async (id: string): Promise<void> => {
    await JobModel.updateOne({ _id: id }, { $set: { updatedAt: new Date() } });
  },
};
