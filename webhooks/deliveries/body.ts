import type { DeliveredEvent } from './delivery.model.js';

/** What is sent and signed: the same bytes in every attempt. */
export const bodyOf = ({ id, type, timestamp, data }: DeliveredEvent): string =>
  JSON.stringify({ id, type, timestamp: timestamp.toISOString(), data });
