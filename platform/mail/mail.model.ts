import { Schema } from 'mongoose';
import { newId } from '../ids.js';
import { defineModel } from '../mongo/define-model.js';

/** A message that waits to be sent; it is deleted when it was. */
export interface MailDocument {
  _id: string;
  /** Which composer makes it. */
  template: string;
  /** What the composer needs, sealed: addresses, and tokens that are shown elsewhere once. */
  sealed: string;
  createdAt: Date;
}

const schema = new Schema<MailDocument>(
  {
    _id: { type: String, default: newId },
    template: { type: String, required: true },
    sealed: { type: String, required: true },
  },
  { timestamps: { createdAt: true, updatedAt: false }, versionKey: false },
);
// A message that could not be sent for a day is of no use any more.
schema.index({ createdAt: 1 }, { expireAfterSeconds: 86_400 });

export const MailModel = defineModel<MailDocument>('Mail', schema, 'mails');
