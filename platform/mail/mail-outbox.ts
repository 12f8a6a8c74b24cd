import type { Sealer } from '../crypto/sealer.js';
import { newId } from '../ids.js';
import { MailModel, type MailDocument } from './mail.model.js';

/** Where messages wait until the queues process sends them. */
export interface MailOutbox {
  /** Stores a message; inside a transaction it is sent if the transaction succeeds. */
  add(template: string, data: Record<string, string>): Promise<void>;
}

export const mailContext = (id: string): string => `mail:${id}`;

export const createMailOutbox = (sealer: Sealer): MailOutbox => ({
  async add(template, data) {
    const _id = newId();
    await new MailModel({
      _id,
      template,
      sealed: sealer.seal(JSON.stringify(data), mailContext(_id)),
    }).save();
  },
});

export const openMail = (sealer: Sealer, { _id, sealed }: MailDocument): Record<string, string> =>
  JSON.parse(sealer.open(sealed, mailContext(_id))) as Record<string, string>;
