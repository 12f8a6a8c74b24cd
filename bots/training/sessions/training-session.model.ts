import { Schema } from 'mongoose';
import type {
  TrainingComparison,
  TrainingConfig,
  TrainingMetrics,
  TrainingStatus,
} from '../../../contracts/training.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** How a session ended; one that has not ended is as its job is. */
export type TrainingOutcome = Extract<
  TrainingStatus,
  'completed' | 'awaiting-approval' | 'failed' | 'cancelled'
>;

/** Whose answers are compared. */
export type TunedSide = 'current' | 'candidate';

/** Where fine-tuning at the provider stands. */
export interface FineTuningFields {
  /** The model to begin with. */
  base: string;
  /** Counted up when an ended session is tried again, which then makes a job of its own. */
  attempt: number;
  files: { training: string; validation: string | null } | null;
  providerJobId: string | null;
  status: string | null;
  model: string | null;
  examples: { training: number; heldOut: number };
  /** Of the examples to train on, as we count them; absent in older sessions. */
  exampleTokens?: number | null;
  trainedTokens: number | null;
  costMicros: number | null;
  trainingLoss: number | null;
  validationLoss: number | null;
  /** Likeness of answers to the expected ones, by the place of the held-out example; each is paid for once. */
  scores: Record<string, Partial<Record<TunedSide, number>>>;
}

export interface TrainingSessionDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  jobId: string;
  datasetIds: string[];
  config: TrainingConfig;
  outcome: TrainingOutcome | null;
  error: string | null;
  /** Set when the examples were checked and copied: from then on changes of the datasets make no difference. */
  preparedAt: Date | null;
  embedding: { model: string; dimensions: number } | null;
  /** Absent in older sessions. */
  fineTuning?: FineTuningFields | null;
  warnings: string[];
  metrics: TrainingMetrics | null;
  comparison: TrainingComparison | null;
  modelId: string | null;
  modelHash: string | null;
  version: number | null;
  createdBy: string;
  createdAt: Date;
  completedAt: Date | null;
}

const mixed = { type: Schema.Types.Mixed, default: null };

const schema = new Schema<TrainingSessionDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    jobId: { type: String, required: true },
    datasetIds: { type: [String], required: true },
    config: { type: Schema.Types.Mixed, required: true },
    outcome: { type: String, default: null },
    error: { type: String, default: null },
    preparedAt: { type: Date, default: null },
    embedding: mixed,
    fineTuning: mixed,
    warnings: { type: [String], default: [] },
    metrics: mixed,
    comparison: mixed,
    modelId: { type: String, default: null },
    modelHash: { type: String, default: null },
    version: { type: Number, default: null },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    completedAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1, createdAt: -1, _id: -1 });

export const TrainingSessionModel = defineModel<TrainingSessionDocument>(
  'TrainingSession',
  schema,
  'trainingSessions',
);
