import type { Request } from 'express';
import type { z } from 'zod';
import type { Actor } from '../../accounts/index.js';
import type { ErrorCode } from '../../contracts/errors.contract.js';
import type { ApiKeyScope, OrganizationRole } from '../../contracts/identity.contract.js';
import type { RateLimitCategory } from '../../platform/config/rate-limit.config.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { ServerSentEvent } from './event-stream.js';
import type { Reply } from './reply.js';
import type { SurfaceName } from './surfaces.js';

export type Access = 'public' | 'user' | 'moderator' | 'admin';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The named segments of a path: `/chatbots/:id` has `{ id: string }`. */
export type PathParams<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & PathParams<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : unknown;

export interface FileRules {
  /** The form field that carries files. */
  field: string;
  maxFiles: number;
  maxBytes: number;
}

/** A file of a multipart request, on disk until the request ends. */
export interface UploadedFile {
  path: string;
  name: string;
  mediaType: string;
  /** Content hash, hexadecimal. */
  sha256: string;
  size: number;
}

export interface HandlerContext<P extends string, A extends Access, Q, B> {
  actor: A extends 'public' ? Actor | null : Actor;
  params: PathParams<P>;
  query: Q;
  body: B;
  files: UploadedFile[];
  /** Set on routes with `idempotent` when the caller sent one. */
  idempotencyKey?: string;
  /** The last event that the caller has, on routes with `resumable`; 0 for none. */
  lastEventId: number;
  requestId: string;
  logger: Logger;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
  request: Pick<Request, 'ip' | 'headers' | 'accepts' | 'protocol' | 'host'>;
}

/** An error sentence of its own for a code on one route, where a reference prescribes it. */
export type Sentences = Partial<Record<ErrorCode, string>>;

export interface RouteDefinition<
  P extends string,
  A extends Access,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
> {
  surface: SurfaceName;
  method: Method;
  path: P;
  /** Verb first, shown in the documentation. */
  summary: string;
  description?: string;
  tag: string;
  access: A;
  /** The weakest role in the organisation that may do this. */
  organizationRole?: OrganizationRole;
  /** What an API key must be allowed to do. Defaults: `read` for GET, `write` otherwise. */
  scope?: ApiKeyScope;
  /** Another scope that will do as well. */
  alternativeScope?: ApiKeyScope;
  /** API keys are refused: for what a key must never do, such as making further keys. */
  sessionOnly?: boolean;
  limit: RateLimitCategory;
  /** A further part of the rate limit's key, such as the end user of a conversation. */
  limitKey?: (request: Request) => string | undefined;
  /** What parts of the path are, where they are not ids of ours. */
  pathParams?: Record<string, z.ZodType>;
  /** Accepts `Idempotency-Key`. */
  idempotent?: boolean;
  request?: { query?: Q; body?: B; files?: FileRules; bodyLimit?: number };
  /** Data schemas by status; `null` for none. */
  responses: Record<number, z.ZodType>;
  paginated?: boolean;
  /** Answers with server-sent events when the caller asks for them. */
  wantsStream?: (request: Request) => boolean;
  /** The events that tell a finished answer again, for a repeat with the same idempotency key. */
  replay?: (
    data: unknown,
    context: { actor: Actor | null; params: Record<string, string> },
  ) => Promise<ServerSentEvent[]>;
  /** A stream that goes on after the event named by `Last-Event-ID`. */
  resumable?: boolean;
  /** Content type of a plain answer that is not JSON. */
  produces?: string;
  /** Error codes beside those that follow from the definition. */
  errors?: ErrorCode[];
  sentences?: Sentences;
  handler: (
    context: HandlerContext<
      P,
      A,
      Q extends z.ZodType ? z.output<Q> : Record<string, never>,
      B extends z.ZodType ? z.output<B> : undefined
    >,
  ) => Promise<Reply> | Reply;
}

/** A route as the kit sees it: mounted in Express and written into the OpenAPI document. */
export type Route = RouteDefinition<string, Access, z.ZodType | undefined, z.ZodType | undefined>;

/** Declares a route once; what is declared is what is validated, mounted and documented. */
export function defineRoute<
  const P extends string,
  const A extends Access,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(definition: RouteDefinition<P, A, Q, B>): Route {
  return definition;
}

export const scopeOf = (route: Route): ApiKeyScope =>
  route.scope ?? (route.access === 'admin' ? 'admin' : route.method === 'GET' ? 'read' : 'write');
