import { Schema } from 'mongoose';
import type { LearningKind } from '../../../contracts/learning.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** Something that a job may propose; its id is that of the item. */
export interface LearningCandidate {
  id: string;
  kind: LearningKind;
  question: string;
  /** Of the answers that show it, newest first. */
  messageIds: string[];
  intent: string | null;
  /** How near the question is to the intent, 0..1. */
  score: number | null;
}

/** What a learning job is to do, and what it has in hand. */
export interface LearningRunDocument {
  /** Of the job. */
  _id: string;
  organizationId: string;
  chatbotId: string;
  createdBy: string;
  purpose: 'generate' | 'apply' | 'undo';
  /** Whether to train; `null`: as the bot is. */
  train: boolean | null;
  from: Date | null;
  to: Date | null;
  limit: number | null;
  candidates: LearningCandidate[];
  /** Grows when the job ends: what it makes when it is retried has other ids than what it took away. */
  attempt: number;
  knowledgeBaseId: string | null;
  datasetId: string | null;
  createdAt: Date;
}

const none = { type: String, default: null };

const schema = new Schema<LearningRunDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    createdBy: { type: String, required: true },
    purpose: { type: String, enum: ['generate', 'apply', 'undo'], required: true },
    train: { type: Boolean, default: null },
    from: { type: Date, default: null },
    to: { type: Date, default: null },
    limit: { type: Number, default: null },
    candidates: { type: [Schema.Types.Mixed] as never, default: [] },
    attempt: { type: Number, default: 0 },
    knowledgeBaseId: none,
    datasetId: none,
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false },
);
schema.index({ organizationId: 1, chatbotId: 1 });

export const LearningRunModel = defineModel<LearningRunDocument>('LearningRun', schema, 'learningRuns');
