import { Schema } from 'mongoose';
import type { Evidence } from '../../../contracts/insights.contract.js';
import {
  learningKinds,
  learningSources,
  learningStatuses,
  type LearningKind,
  type LearningOrigin,
  type LearningSource,
  type LearningStatus,
} from '../../../contracts/learning.contract.js';
import { newId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** Where an applied item went, so that exactly that can be taken back. */
export type Learned =
  | { type: 'knowledge'; knowledgeBaseId: string; itemId: string }
  | {
      type: 'example';
      datasetId: string;
      exampleId: string;
      /** What applying did: the example is new, it got its answer, or it was there already. */
      change: 'added' | 'answered' | 'none';
    };

/** Something that a bot may learn. */
export interface LearningItemDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  kind: LearningKind;
  question: string;
  /** The question as it is compared. */
  questionKey: string;
  answer: string | null;
  intent: string | null;
  source: LearningSource;
  evidence: Evidence[];
  origin: LearningOrigin | null;
  status: LearningStatus;
  /** The job that proposed it. */
  generatedBy: string | null;
  /** The job that is applying it or taking it back: until it ends nobody else changes the item. */
  jobId: string | null;
  learned: Learned | null;
  appliedAt: Date | null;
  /** The job that applied it. */
  appliedBy: string | null;
  createdBy: string;
  decidedBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const mixed = { type: Schema.Types.Mixed, default: null };
const text = { type: String, default: null };

const schema = new Schema<LearningItemDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    kind: { type: String, enum: learningKinds, required: true },
    question: { type: String, required: true },
    questionKey: { type: String, required: true },
    answer: text,
    intent: text,
    source: { type: String, enum: learningSources, required: true },
    evidence: { type: [Schema.Types.Mixed] as never, default: [] },
    origin: mixed,
    status: { type: String, enum: learningStatuses, default: 'pending' },
    generatedBy: text,
    jobId: text,
    learned: mixed,
    appliedAt: { type: Date, default: null },
    appliedBy: text,
    createdBy: { type: String, required: true },
    decidedBy: text,
  },
  { timestamps: true, versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1, kind: 1, questionKey: 1 }, { unique: true });
schema.index({ organizationId: 1, chatbotId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, chatbotId: 1, updatedAt: -1, _id: -1 });
schema.index({ organizationId: 1, chatbotId: 1, status: 1, createdAt: -1 });
schema.index({ jobId: 1 }, { partialFilterExpression: { jobId: { $type: 'string' } } });

export const LearningItemModel = defineModel<LearningItemDocument>('LearningItem', schema, 'learningItems');
