import type { Readable } from 'node:stream';
import type { PageRequest, Pagination } from '../../contracts/common.contract.js';
import type { EventStreamOptions, EventStreamRunner } from './event-stream.js';

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
  | { kind: 'download'; contentType: string; fileName: string; body: Readable }
  | { kind: 'stream'; run: EventStreamRunner; options: EventStreamOptions };

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

/** Adds a `Set-Cookie` to an answer. */
export const withCookie = (reply: Reply, cookie: string): Reply =>
  reply.kind === 'data' ? { ...reply, headers: { ...reply.headers, 'Set-Cookie': cookie } } : reply;

/** Where a page stands in its list. */
export const paginationOf = (total: number, { page, limit }: PageRequest): Pagination => ({
  total,
  pages: Math.ceil(total / limit),
  page,
  limit,
});

export const page = <T>(items: T[], total: number, { page: number, limit }: PageRequest): Reply<T[]> => ({
  kind: 'data',
  status: 200,
  data: items,
  pagination: paginationOf(total, { page: number, limit }),
});

export const text = (contentType: string, body: string): Reply<never> => ({
  kind: 'text',
  status: 200,
  contentType,
  text: body,
});

/** A file that is written while it is sent; its name is plain ASCII. */
export const download = (file: { contentType: string; fileName: string; body: Readable }): Reply<never> => ({
  kind: 'download',
  ...file,
});

export const eventStream = (run: EventStreamRunner, options: EventStreamOptions = {}): Reply<never> => ({
  kind: 'stream',
  run,
  options,
});
