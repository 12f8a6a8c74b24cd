import { Schema } from 'mongoose';
import { eventTypes, type DomainEvent, type EventType } from '../../contracts/events.contract.js';
import { newId } from '../ids.js';

/** A new event, to be stored in the same write as what it tells of. */
export const event = (
  type: EventType,
  { organizationId, data }: { organizationId: string; data: Record<string, unknown> },
): DomainEvent => ({ id: newId(), type, organizationId, timestamp: new Date(), data });

export const eventSchema = new Schema<DomainEvent>(
  {
    id: { type: String, required: true },
    type: { type: String, enum: eventTypes, required: true },
    organizationId: { type: String, required: true },
    timestamp: { type: Date, required: true },
    data: { type: Schema.Types.Mixed, required: true },
  },
  { _id: false, minimize: false },
);

/** Embeds events that wait for the relay; documents without any cost nothing in the index. */
export const carriesEvents = (schema: Schema): void => {
  schema.add({ events: { type: [eventSchema], default: undefined } });
  schema.index({ 'events.id': 1 }, { sparse: true });
};
