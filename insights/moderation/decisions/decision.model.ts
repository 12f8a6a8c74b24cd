import { Schema } from 'mongoose';
import type {
  ContentType,
  IssueScores,
  IssueType,
  Priority,
} from '../../../contracts/ai/moderation-analysis.contract.js';
import type { ContentAction } from '../../../contracts/ai/moderation-policy.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** What an analysis said about one version of a content. The text itself is not kept. */
export interface DecisionDocument {
  _id: string;
  organizationId: string;
  contentId: string;
  contentHash: string;
  contentType: ContentType;
  userId: string | null;
  channelId: string | null;
  flagged: boolean;
  riskScore: number;
  priority: Priority;
  issues: IssueType[];
  scores: IssueScores;
  autoAction: ContentAction;
  provider: 'openai' | 'local';
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<DecisionDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    contentId: { type: String, required: true },
    contentHash: { type: String, required: true },
    contentType: { type: String, required: true },
    userId: { type: String, default: null },
    channelId: { type: String, default: null },
    flagged: { type: Boolean, required: true },
    riskScore: { type: Number, required: true },
    priority: { type: String, required: true },
    issues: { type: [String], default: [] },
    scores: { type: Schema.Types.Mixed, required: true },
    autoAction: { type: String, required: true },
    provider: { type: String, required: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, createdAt: -1 });
schema.index({ organizationId: 1, contentId: 1, updatedAt: -1 });

export const DecisionModel = defineModel<DecisionDocument>(
  'ModerationDecision',
  schema,
  'moderationDecisions',
);
