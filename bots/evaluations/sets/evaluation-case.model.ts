import { Schema } from 'mongoose';
import type { EarlierTurn } from '../../../contracts/evaluations.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** A question and what is expected of its answer. */
export interface Expectation {
  question: string;
  history: EarlierTurn[];
  expected: string | null;
  expectedSource: string | null;
  expectsRefusal: boolean;
}

export interface EvaluationCaseDocument extends Expectation {
  /** Derived from the set, the question and what was said before: the same question cannot be there twice. */
  _id: string;
  organizationId: string;
  setId: string;
  /** Order within the set. */
  position: number;
  createdAt: Date;
}

/** Fields of whatever has a question with its expectation. */
export const expectationFields = {
  question: { type: String, required: true },
  history: { type: [Schema.Types.Mixed] as never, default: [] },
  expected: { type: String, default: null },
  expectedSource: { type: String, default: null },
  expectsRefusal: { type: Boolean, default: false },
} as const;

const schema = new Schema<EvaluationCaseDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    setId: { type: String, required: true },
    ...expectationFields,
    position: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ setId: 1, position: 1 });

export const EvaluationCaseModel = defineModel<EvaluationCaseDocument>(
  'EvaluationCase',
  schema,
  'evaluationCases',
);
