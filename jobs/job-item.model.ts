import { Schema } from 'mongoose';
import { jobItemStatuses, jobKinds, type JobItemStatus, type JobKind } from '../contracts/jobs.contract.js';
import { defineModel } from '../platform/mongo/define-model.js';

/** One unit of a job's work. */
export interface JobItemDocument {
  _id: string;
  jobId: string;
  /** Of its job; absent in items of before it was kept. */
  kind?: JobKind;
  organizationId: string;
  /** The id of what is worked on, such as a knowledge item. */
  subjectId: string;
  title: string | null;
  position: number;
  status: JobItemStatus;
  /** Who is working on it: one attempt-independent token per activity, so that its retry continues its own items. */
  claim: string | null;
  /** How often the item was begun: again after an error, and when a worker was lost. */
  attempts: number;
  /** How often a worker was lost that had just this item in hand. */
  deaths: number;
  error: string | null;
  updatedAt: Date;
}

const schema = new Schema<JobItemDocument>(
  {
    _id: { type: String, required: true },
    jobId: { type: String, required: true },
    kind: { type: String, enum: jobKinds },
    organizationId: { type: String, required: true },
    subjectId: { type: String, required: true },
    title: { type: String, default: null },
    position: { type: Number, required: true },
    status: { type: String, enum: jobItemStatuses, default: 'pending' },
    claim: { type: String, default: null },
    attempts: { type: Number, default: 0 },
    deaths: { type: Number, default: 0 },
    error: { type: String, default: null },
  },
  { timestamps: { createdAt: false, updatedAt: true }, versionKey: false },
);
schema.index({ jobId: 1, status: 1, position: 1 });
schema.index({ jobId: 1, position: 1 });
schema.index({ jobId: 1, claim: 1 });
schema.index({ subjectId: 1 });
// Few are unsettled at any time.
schema.index(
  { kind: 1, status: 1 },
  { partialFilterExpression: { status: { $in: ['pending', 'running'] } } },
);

export const JobItemModel = defineModel<JobItemDocument>('JobItem', schema, 'jobItems');
