import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { z } from 'zod';
import { Id } from '../../contracts/common.contract.js';
import { httpStatus, type ErrorCode } from '../../contracts/errors.contract.js';
import type { RateLimits } from '../../platform/config/rate-limit.config.js';
import { errorExamples, readExamples, type OperationExample } from './examples.js';
import { eventWebhooks } from './event-webhooks.js';
import { LastEventIdHeader } from '../http/last-event-id.js';
import { scopeOf, type Route } from '../http/route.js';
import { surfaces } from '../http/surfaces.js';

export interface OpenApiOptions {
  routes: Route[];
  version: string;
  serverUrl: string;
  limits: RateLimits;
}

/** The OpenAPI 3.1 document of the mounted routes: nothing else is documented, nothing mounted is left out. */
export function createOpenApiDocument({ routes, version, serverUrl, limits }: OpenApiOptions) {
  const paths: ZodOpenApiPathsObject = {};
  const examples = readExamples();
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const operation = operationOf(route, limits, examples[`${route.method} ${path}`]);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Chatbots Platform API',
      version,
      description: 'Chatbots, conversations, knowledge bases and the durable jobs behind them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    paths,
    webhooks: eventWebhooks(),
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', description: 'An access token or an API key' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        sessionCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'nhost-session',
          description: 'Set by signing in with `cookie: true`; changes need a same-origin `Origin`',
        },
      },
    },
  });
}

function operationOf(
  route: Route,
  limits: RateLimits,
  example?: OperationExample,
): ZodOpenApiOperationObject {
  const isPublic = route.access === 'public';
  const { points, seconds } = limits[route.limit].caller;
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    tags: [route.tag],
    security: isPublic
      ? []
      : [{ accessToken: [] }, ...(route.sessionOnly ? [] : [{ apiKey: [] }]), { sessionCookie: [] }],
    requestParams: {
      ...pathParams(route),
      ...(route.request?.query ? { query: route.request.query as z.ZodObject } : {}),
      ...(route.idempotent ? { header: IdempotencyHeader } : {}),
      ...(route.resumable ? { header: LastEventIdHeader } : {}),
    },
    ...bodyOf(route, example),
    responses: responsesOf(route, example),
    'x-surface': route.surface,
    'x-access': route.access,
    ...(isPublic ? {} : { 'x-scope': scopeOf(route), 'x-org-role': route.organizationRole ?? 'viewer' }),
    ...(route.alternativeScope ? { 'x-alternative-scope': route.alternativeScope } : {}),
    'x-rate-limit': { category: route.limit, requests: points, windowSeconds: seconds },
  };
}

const IdempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/)
    .optional()
    .meta({ description: 'A repeat with the same key and body gets the first answer, for 24 hours' }),
});

/** Such as `getChatbotsById`; other surfaces come first in theirs, as `/health` and `/api/v1/health` both exist. */
const operationId = ({ surface, method, path }: Route): string =>
  [
    ...(surface === 'platform' ? [] : [surface]),
    method.toLowerCase(),
    ...path
      .split('/')
      .slice(1)
      .filter((part) => part !== 'api' && part !== 'v1'),
  ]
    .map((part) => part.replace(/^:/, 'by-'))
    .join('-')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function pathParams(route: Route) {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const schemas = names.map((name) => [name, route.pathParams?.[name] ?? Id] as const);
  return names.length === 0 ? {} : { path: z.object(Object.fromEntries(schemas)) };
}

function bodyOf(route: Route, example?: OperationExample): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  const { body, files } = route.request ?? {};
  if (!body) return {};
  const content: Record<string, { schema: object; example?: unknown }> = {
    'application/json': {
      schema: body,
      ...(example?.request === undefined ? {} : { example: example.request }),
    },
  };
  if (files) {
    const file = { type: 'array', items: { type: 'string', format: 'binary' }, maxItems: files.maxFiles };
    content['multipart/form-data'] = {
      schema: { type: 'object', properties: { [files.field]: file }, required: [files.field] },
    };
  }
  // A body that may be left out counts as an empty one.
  return { requestBody: { required: !body.safeParse({}).success, content } } as Pick<
    ZodOpenApiOperationObject,
    'requestBody'
  >;
}

const rateLimitHeaders = z.object({
  'X-RateLimit-Limit': z.int().meta({ description: 'Requests allowed in the window' }),
  'X-RateLimit-Remaining': z.int(),
  'X-RateLimit-Reset': z.int().meta({ description: 'Epoch seconds' }),
});

function responsesOf(route: Route, example?: OperationExample): ZodOpenApiResponsesObject {
  const surface = surfaces[route.surface];
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, schema] of Object.entries(route.responses)) {
    const isRecorded = example?.response !== undefined && example.status === Number(status);
    const json = {
      'application/json': {
        schema: surface.successSchema(schema, route.paginated ?? false),
        ...(isRecorded ? { example: example.response } : {}),
      },
    };
    // What a schema says of an event stream is said of each event, which tells its own kind.
    const events = { schema: z.unknown().meta({ description: 'Server-sent events' }) };
    const stream = { 'text/event-stream': events };
    const content = route.produces
      ? { [route.produces]: route.produces in stream ? events : { schema: z.string() } }
      : { ...json, ...(route.wantsStream ? stream : {}) };
    responses[status as '200'] = {
      description: descriptions[Number(status)] ?? 'Done',
      content,
      headers: rateLimitHeaders,
    };
  }
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(route))
    byStatus.set(httpStatus[code], [...(byStatus.get(httpStatus[code]) ?? []), code]);
  for (const [status, codes] of byStatus) {
    if (responses[String(status) as '400']) continue;
    responses[String(status) as '400'] = {
      description: codes.join(', '),
      content: {
        'application/json': { schema: surface.errorSchema, examples: errorExamples(surface, codes) },
      },
      headers: rateLimitHeaders,
    };
  }
  return responses;
}

const descriptions: Record<number, string> = {
  200: 'Success',
  201: 'Created',
  202: 'Accepted; a job does the work',
};

/** The errors a route declares and those that follow from what it is. */
function errorsOf(route: Route): ErrorCode[] {
  const { body, files } = route.request ?? {};
  const codes: ErrorCode[] = ['VALIDATION_ERROR', ...(route.errors ?? [])];
  if (route.access !== 'public') codes.push('UNAUTHORIZED', 'FORBIDDEN');
  if (body) codes.push('PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  if (files) codes.push('PAYLOAD_TOO_LARGE');
  if (route.idempotent) codes.push('CONFLICT');
  return [...new Set<ErrorCode>([...codes, 'RATE_LIMIT_EXCEEDED', 'SERVER_ERROR', 'SERVICE_UNAVAILABLE'])];
}
