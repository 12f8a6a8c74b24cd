import type { Request } from 'express';
import { z } from 'zod';
import { invalid } from '../../platform/errors/app-error.js';
import type { Route } from './route.js';

const EventId = z.string().regex(/^\d{1,15}$/, 'expected the id of an event, an integer');
/** Browsers send it empty where the last event had no id. */
const EventIdOrNone = z.string().regex(/^\s*\d{0,15}\s*$/);

/** The query of a resumable stream: for clients that cannot set the header. */
export const ResumeQuery = z.strictObject({
  lastEventId: EventId.optional().meta({ description: 'As the header Last-Event-ID, which wins over it' }),
});

export const LastEventIdHeader = z.object({
  'Last-Event-ID': EventIdOrNone.optional().meta({
    description: 'The id of the last event received; the stream goes on after it. From the start without one',
  }),
});

/**
 * The last event that the caller has, 0 for none. A browser that connects again sends the header beside the query it was
 * opened with, so the header is the newer one. @throws AppError VALIDATION_ERROR
 */
export function lastEventIdOf(route: Route, request: Request): number {
  if (!route.resumable) return 0;
  const header = request.get('Last-Event-ID')?.trim();
  const given = header || request.query.lastEventId;
  if (given === undefined) return 0;
  const id = EventId.safeParse(given);
  if (!id.success) throw invalid('Last-Event-ID', 'expected the id of an event, an integer');
  return Number(id.data);
}
