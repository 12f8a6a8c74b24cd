import { Schema } from 'mongoose';
import { defineModel } from '../mongo/define-model.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { carriesEvents } from './event.js';

/** For causes that span several documents: written in their transaction. */
interface OutboxEntry {
  events?: DomainEvent[];
}

const schema = new Schema<OutboxEntry>({}, { versionKey: false });
carriesEvents(schema);

export const OutboxModel = defineModel('Outbox', schema, 'outbox');

/** Stores events beside what caused them; call it inside the transaction that makes the change. */
export async function enqueueEvents(events: DomainEvent[]): Promise<void> {
  await new OutboxModel({ events }).save();
}
