import { Schema } from 'mongoose';
import {
  moderationActions,
  type ModerationAction,
} from '../../../contracts/ai/moderation-actions.contract.js';
import { newId } from '../../../platform/ids.js';
import { appendOnly } from '../../../platform/mongo/append-only.js';
import { defineModel } from '../../../platform/mongo/define-model.js';
import type { Origin } from '../detect/detect.types.js';

/** Something that was done to content or to somebody, by a person or by the platform. */
export interface ActionDocument {
  _id: string;
  organizationId: string;
  action: ModerationAction;
  /** null: the platform itself. */
  moderatorId: string | null;
  automated: boolean;
  origin: Origin | null;
  targetType: string | null;
  targetId: string | null;
  targetUserId: string | null;
  itemId: string | null;
  reason: string | null;
  /** Minutes. */
  duration: number | null;
  createdAt: Date;
}

const text = { type: String, default: null } as const;

const schema = new Schema<ActionDocument>(
  {
    _id: { type: String, default: newId },
    organizationId: { type: String, required: true },
    action: { type: String, enum: moderationActions, required: true },
    moderatorId: text,
    automated: { type: Boolean, required: true },
    origin: { type: String, enum: ['ai', 'rule', null], default: null },
    ...{ targetType: text, targetId: text, targetUserId: text, itemId: text, reason: text },
    duration: { type: Number, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false },
);
schema.index({ organizationId: 1, createdAt: -1, _id: -1 });
schema.index({ organizationId: 1, action: 1, createdAt: -1 });
schema.index({ organizationId: 1, targetUserId: 1, createdAt: -1 });
schema.index({ organizationId: 1, targetId: 1, createdAt: -1 });
schema.index({ organizationId: 1, itemId: 1, createdAt: -1 });
appendOnly(schema, 'the log of moderation');

export const ActionModel = defineModel<ActionDocument>('ModerationAction', schema, 'moderationActions');
