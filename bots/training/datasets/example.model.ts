import { Schema } from 'mongoose';
import type { Metadata } from '../../../contracts/common.contract.js';
import type { z } from 'zod';
import { defineModel } from '../../../platform/mongo/define-model.js';

export interface ExampleEntity {
  start: number;
  end: number;
  type: string;
  value: string;
}

export interface ExampleDocument {
  /** Derived from dataset, normalised input and intent: the same example cannot be there twice. */
  _id: string;
  organizationId: string;
  datasetId: string;
  input: string;
  /** Digest of the normalised input, by which conflicting examples are found. */
  inputKey: string;
  output: string | null;
  intent: string | null;
  /** Whether the input is known to belong to none of the intents. */
  outOfScope: boolean;
  entities: ExampleEntity[];
  metadata: z.output<typeof Metadata>;
  /** Order within the dataset. */
  position: number;
  createdAt: Date;
}

const schema = new Schema<ExampleDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    datasetId: { type: String, required: true },
    input: { type: String, required: true },
    inputKey: { type: String, required: true },
    output: { type: String, default: null },
    intent: { type: String, default: null },
    outOfScope: { type: Boolean, default: false },
    entities: { type: [Schema.Types.Mixed] as never, default: [] },
    metadata: { type: Schema.Types.Mixed, default: {} },
    position: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ datasetId: 1, position: 1 });
schema.index({ datasetId: 1, inputKey: 1 });
schema.index({ datasetId: 1, intent: 1, position: 1 });

export const ExampleModel = defineModel<ExampleDocument>('TrainingExample', schema, 'trainingExamples');
