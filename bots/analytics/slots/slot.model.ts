import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.js';
import type { BotKey, Slot } from './slot.js';

/** A slot as it is kept: latencies are 32-bit integers in a row. */
export interface SlotDocument extends BotKey, Omit<Slot, 'latencies'> {
  /** Follows from the chatbot and the start, so that summing up twice writes the same one. */
  _id: string;
  latencies: Buffer;
}

const schema = new Schema<SlotDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    start: { type: Date, required: true },
  },
  { versionKey: false, strict: false },
);
schema.index({ organizationId: 1, chatbotId: 1, start: 1 });

export const SlotModel = defineModel<SlotDocument>('AnalyticsSlot', schema, 'analyticsSlots');

/** How far a chatbot's figures are summed up. */
export interface SummedDocument extends BotKey {
  /** The chatbot's. */
  _id: string;
  until: Date;
  /** Counts what was taken back, so that nobody who began before says afterwards that it is done. */
  epoch: number;
}

const summedSchema = new Schema<SummedDocument>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    until: { type: Date, required: true },
    epoch: { type: Number, required: true },
  },
  { versionKey: false },
);

export const SummedModel = defineModel<SummedDocument>('AnalyticsSummed', summedSchema, 'analyticsSummed');
