import { Schema } from 'mongoose';
import { newId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** What an end user talks about. */
export interface TopicDocument {
  _id: string;
  organizationId: string;
  chatbotId: string;
  userId: string;
  name: string;
  /** The name as it is compared. */
  key: string;
  /** At the time of the last mention; it has faded since, see `topic-weight.ts`. */
  weight: number;
  /** Puts topics in the order of their weights at any time. */
  rank: number;
  mentions: number;
  lastMentionedAt: Date;
  /** When it has faded to nothing. */
  expiresAt: Date;
}

const schema = new Schema<TopicDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    userId: { type: String, required: true },
    name: { type: String, required: true },
    key: { type: String, required: true },
    weight: { type: Number, required: true },
    rank: { type: Number, required: true },
    mentions: { type: Number, required: true },
    lastMentionedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, chatbotId: 1, userId: 1, key: 1 }, { unique: true });
schema.index({ organizationId: 1, chatbotId: 1, userId: 1, rank: -1, _id: -1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const TopicModel = defineModel<TopicDocument>('Topic', schema, 'topics');
