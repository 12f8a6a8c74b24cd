import { Schema } from 'mongoose';
import type { CaseScores, EvaluatedAnswer } from '../../../contracts/evaluations.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';
import { expectationFields, type Expectation } from '../sets/evaluation-case.model.js';

/** Which of the compared versions. */
export const sides = ['candidate', 'baseline'] as const;
export type Side = (typeof sides)[number];

/** How a version answered a question. */
export interface SideResult extends Pick<
  EvaluatedAnswer,
  'answer' | 'refused' | 'citations' | 'toolCalls' | 'provider' | 'model' | 'latencyMs' | 'tokens' | 'error'
> {
  status: 'answered' | 'failed';
  /** By the ledger; `null` when a price is not known. */
  costMicros: number | null;
  scores: CaseScores;
}

/** A question of an evaluation, copied when it began, with the answers. */
export interface EvaluationResultDocument extends Expectation {
  /** Derived from the run and the question. */
  _id: string;
  organizationId: string;
  chatbotId: string;
  runId: string;
  position: number;
  candidate: SideResult | null;
  baseline: SideResult | null;
  /** Set at the end, for lists. */
  change: 'better' | 'same' | 'worse' | null;
}

const mixed = { type: Schema.Types.Mixed, default: null };

const schema = new Schema<EvaluationResultDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    runId: { type: String, required: true },
    ...expectationFields,
    position: { type: Number, required: true },
    candidate: mixed,
    baseline: mixed,
    change: { type: String, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ runId: 1, position: 1 });
schema.index({ organizationId: 1, chatbotId: 1 });

export const EvaluationResultModel = defineModel<EvaluationResultDocument>(
  'EvaluationResult',
  schema,
  'evaluationResults',
);
