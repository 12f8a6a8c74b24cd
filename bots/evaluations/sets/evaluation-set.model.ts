import { Schema } from 'mongoose';
import { newId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

export interface EvaluationSetDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  name: string;
  description: string | null;
  /** Counts changes of the questions: what was measured with others tells nothing of these. */
  revision: number;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<EvaluationSetDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: null },
    revision: { type: Number, default: 0 },
    createdBy: { type: String, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, chatbotId: 1, name: 1 }, { unique: true });
schema.index({ organizationId: 1, chatbotId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, chatbotId: 1, updatedAt: -1, _id: -1 });

export const EvaluationSetModel = defineModel<EvaluationSetDocument>(
  'EvaluationSet',
  schema,
  'evaluationSets',
);
