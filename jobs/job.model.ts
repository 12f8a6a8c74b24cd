import { Schema } from 'mongoose';
import {
  jobKinds,
  jobPurposes,
  jobStatuses,
  type JobKind,
  type JobPurpose,
  type JobStatus,
} from '../contracts/jobs.contract.js';
import { newId } from '../platform/ids.js';
import { defineModel } from '../platform/mongo/define-model.js';

export interface JobDocument {
  _id: string;
  organizationId: string;
  createdBy: string;
  kind: JobKind;
  purpose: JobPurpose | null;
  status: JobStatus;
  /** What the job works on. */
  subject: { type: string; id: string } | null;
  workflowId: string;
  /** The trace of the request that made it, for a start that comes later. */
  traceparent: string | null;
  /** The workflow run that works on the job; `null` until one does. */
  runId: string | null;
  /** The run that ended before the job was started again: it has no say any more. */
  previousRunId: string | null;
  /** Not yet handed to Temporal: the relay starts what a crash left in this state. */
  startPending: boolean;
  stage: string | null;
  /** Why nothing moves, and until when if that is known. */
  waiting: { reason: string; until: Date | null } | null;
  error: string | null;
  result: Record<string, unknown> | null;
  cancelRequestedAt: Date | null;
  /** The wish to pause, until the wish to resume takes it back. */
  pauseRequestedAt: Date | null;
  /** A budget asked for the pause, for want of so much; `null` when a person did. */
  budgetHold: { micros: number; chatbotId: string | null } | null;
  /** Since when the job is at rest; a job that runs has none. */
  pausedAt: Date | null;
  /** Milliseconds that earlier pauses took: they count neither for the deadline nor for estimates. */
  pausedMs: number;
  /** The job fails when it is not finished by then. */
  deadlineAt: Date;
  startedAt: Date | null;
  completedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<JobDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    createdBy: { type: String, required: true },
    kind: { type: String, enum: jobKinds, required: true },
    purpose: { type: String, enum: [...jobPurposes, null], default: null },
    status: { type: String, enum: jobStatuses, default: 'queued' },
    subject: { type: new Schema({ type: String, id: String }, { _id: false }), default: null },
    workflowId: { type: String, required: true },
    traceparent: { type: String, default: null },
    runId: { type: String, default: null },
    previousRunId: { type: String, default: null },
    startPending: { type: Boolean, default: true },
    stage: { type: String, default: null },
    waiting: { type: new Schema({ reason: String, until: Date }, { _id: false }), default: null },
    error: { type: String, default: null },
    result: { type: Schema.Types.Mixed, default: null },
    cancelRequestedAt: { type: Date, default: null },
    pauseRequestedAt: { type: Date, default: null },
    budgetHold: {
      type: new Schema({ micros: Number, chatbotId: { type: String, default: null } }, { _id: false }),
      default: null,
    },
    pausedAt: { type: Date, default: null },
    pausedMs: { type: Number, default: 0 },
    deadlineAt: { type: Date, required: true },
    startedAt: { type: Date, default: null },
    completedAt: { type: Date, default: null },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, kind: 1, status: 1, createdAt: -1 });
schema.index({ kind: 1, createdAt: -1 });
schema.index({ startPending: 1, createdAt: 1 }, { partialFilterExpression: { startPending: true } });
schema.index(
  { status: 1, updatedAt: 1 },
  { partialFilterExpression: { status: { $in: ['queued', 'running', 'paused'] } } },
);

schema.index({ completedAt: -1 });
schema.index({ 'budgetHold.micros': 1 }, { sparse: true });

export const JobModel = defineModel<JobDocument>('Job', schema, 'jobs');
