import type { Pagination } from '../../contracts/common.contract.js';
import type { EventStreamRunner } from './event-stream.js';

/** What a handler answers; the surface of its route renders it. */
export type Reply<T = unknown> =
  | {
      kind: 'data';
      status: number;
      data: T;
      message?: string;
      pagination?: Pagination;
      headers?: Record<string, string>;
    }
  | { kind: 'text'; status: number; contentType: string; text: string }
  | { kind: 'stream'; run: EventStreamRunner };

export const ok = <T>(data: T, message?: string): Reply<T> => ({ kind: 'data', status: 200, data, message });
export const created = <T>(data: T, message?: string): Reply<T> => ({
  kind: 'data',
  status: 201,
  data,
  message,
});
/** The work goes on as a job. */
export const accepted = <T>(data: T, message?: string): Reply<T> => ({
  kind: 'data',
  status: 202,
  data,
  message,
});
export const done = (message: string): Reply<null> => ({ kind: 'data', status: 200, data: null, message });

export const page = <T>(
  items: T[],
  total: number,
  { page: number, limit }: { page: number; limit: number },
): Reply<T[]> => ({
  kind: 'data',
  status: 200,
  data: items,
  pagination: { total, pages: Math.ceil(total / limit), page: number, limit },
});

export const text = (contentType: string, body: string): Reply<never> => ({
  kind: 'text',
  status: 200,
  contentType,
  text: body,
});

export const eventStream = (run: EventStreamRunner): Reply<never> => ({ kind: 'stream', run });
