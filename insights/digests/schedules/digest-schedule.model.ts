import { Schema } from 'mongoose';
import type { DigestPeriod } from '../../../contracts/ai/digest.contract.js';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** When a channel is to be digested; MongoDB says so, and Temporal's schedule follows. */
export interface DigestScheduleDocument {
  /** Derived from the organisation and the channel. */
  _id: string;
  organizationId: string;
  channelId: string;
  frequency: DigestPeriod;
  timezone: string;
  /** `HH:MM` */
  at: string;
  enabled: boolean;
  createdBy: string;
  /** Temporal has still to be told of the last change. */
  isPending: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<DigestScheduleDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    channelId: { type: String, required: true },
    frequency: { type: String, required: true },
    timezone: { type: String, required: true },
    at: { type: String, required: true },
    enabled: { type: Boolean, required: true },
    createdBy: { type: String, required: true },
    isPending: { type: Boolean, default: true },
  },
  { timestamps: true, versionKey: false },
);
schema.index({ organizationId: 1, channelId: 1 });

export const DigestScheduleModel = defineModel<DigestScheduleDocument>(
  'DigestSchedule',
  schema,
  'digestSchedules',
);
