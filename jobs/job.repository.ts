import type { PageRequest, SortOrder } from '../contracts/common.contract.js';
import type { JobKind, JobStatus } from '../contracts/jobs.contract.js';
import { paginate } from '../platform/mongo/paginate.js';
import { JobModel, type JobDocument } from './job.model.js';

export type NewJob = Pick<
  JobDocument,
  '_id' | 'createdBy' | 'kind' | 'subject' | 'workflowId' | 'deadlineAt'
>;

export const unfinished: JobStatus[] = ['queued', 'running', 'paused'];

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
  systemChange: (id: string, from: JobStatus[], values: Partial<JobDocument>): Promise<JobDocument | null> =>
    JobModel.findOneAndUpdate(
      { _id: id, status: { $in: from } },
      { $set: values },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  systemNoteStart: async (id: string, runId: string): Promise<void> => {
    await JobModel.updateOne({ _id: id }, { $set: { startPending: false, runId } });
  },
  systemPendingStarts: (olderThan: Date): Promise<JobDocument[]> =>
    JobModel.find({ startPending: true, updatedAt: { $lt: olderThan } })
      .sort({ createdAt: 1 })
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
