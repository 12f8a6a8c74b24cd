import { Schema } from 'mongoose';
import type {
  EvaluationComparison,
  EvaluationFigures,
  EvaluationScores,
  EvaluationTools,
} from '../../../contracts/evaluations.contract.js';
import type { EvaluationThresholds } from '../../../contracts/publishing.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** How an evaluation ended; one that has not ended is as its job is. */
export type EvaluationOutcome = 'completed' | 'failed' | 'cancelled';

export interface EvaluatedVersion {
  version: number;
  contentHash: string;
}

export interface SideTotals {
  scores: EvaluationScores;
  figures: EvaluationFigures;
}

/** What was measured; the parts of answers are in the results. */
export interface EvaluationSummary {
  result: SideTotals;
  baseline: SideTotals | null;
  comparison: EvaluationComparison | null;
}

export interface EvaluationRunDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  jobId: string;
  name: string;
  setId: string | null;
  /** Of the set when its questions were copied. */
  setRevision: number | null;
  candidate: EvaluatedVersion;
  /** The version that it is compared with. */
  baseline: EvaluatedVersion | null;
  tools: EvaluationTools;
  thresholds: EvaluationThresholds;
  /** That compares answers; `null` until the first one is compared. */
  embeddingModel: string | null;
  outcome: EvaluationOutcome | null;
  error: string | null;
  summary: EvaluationSummary | null;
  createdBy: string;
  createdAt: Date;
  completedAt: Date | null;
}

const mixed = { type: Schema.Types.Mixed, default: null };

const schema = new Schema<EvaluationRunDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    jobId: { type: String, required: true },
    name: { type: String, required: true },
    setId: { type: String, default: null },
    setRevision: { type: Number, default: null },
    candidate: { type: Schema.Types.Mixed, required: true },
    baseline: mixed,
    tools: { type: String, required: true },
    thresholds: { type: Schema.Types.Mixed, default: {} },
    embeddingModel: { type: String, default: null },
    outcome: { type: String, default: null },
    error: { type: String, default: null },
    summary: mixed,
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    completedAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1, createdAt: -1, _id: -1 });
schema.index({
  ...{ organizationId: 1, chatbotId: 1, setId: 1, 'candidate.contentHash': 1 },
  ...{ outcome: 1, completedAt: -1 },
});

export const EvaluationRunModel = defineModel<EvaluationRunDocument>(
  'EvaluationRun',
  schema,
  'evaluationRuns',
);
