import { z } from 'zod';
import { pluginLimits, ToolName } from '../../../contracts/plugins.contract.js';

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** How a value that is no single text is written (OpenAPI 3.1, 4.8.12); `json` for parameters that are JSON. */
const ParameterStyle = z.enum([
  ...(['simple', 'label', 'matrix', 'form'] as const),
  ...(['spaceDelimited', 'pipeDelimited', 'deepObject', 'json'] as const),
]);
export type ParameterStyle = z.output<typeof ParameterStyle>;

const text = z.string().max(2_000);

const HttpParameter = z.strictObject({
  /** The name among the tool's arguments, where no two are the same. */
  argument: text,
  /** The name as the service knows it. */
  name: text,
  in: z.enum(['path', 'query', 'header', 'cookie']),
  style: ParameterStyle,
  explode: z.boolean(),
  /** Whether characters such as `/` and `?` are sent as they are. */
  allowReserved: z.boolean(),
});
export type HttpParameter = z.output<typeof HttpParameter>;

const HttpBody = z.strictObject({
  mediaType: text,
  /** Otherwise nothing is sent when none of its arguments is given. */
  required: z.boolean(),
  format: z.enum(['json', 'form', 'text']),
  /** The one argument that is the body; `null` when the body is an object whose properties are arguments. */
  argument: text.nullable(),
  properties: z.array(
    z.strictObject({ argument: text, name: text, style: ParameterStyle, explode: z.boolean() }),
  ),
  /** Whether every argument that is sent nowhere else is a property too. */
  takesRest: z.boolean().optional(),
});
export type HttpBody = z.output<typeof HttpBody>;

/** How a service wants to know who asks. `secrets` name properties of the configuration. */
const SecurityScheme = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('api-key'),
    in: z.enum(['header', 'query', 'cookie']),
    name: text,
    secret: text,
  }),
  z.strictObject({ kind: z.literal('bearer'), secret: text }),
  z.strictObject({ kind: z.literal('basic'), user: text, secret: text }),
  z.strictObject({
    kind: z.literal('client-credentials'),
    tokenUrl: text,
    scopes: z.array(text),
    client: text,
    secret: text,
  }),
]);
export type SecurityScheme = z.output<typeof SecurityScheme>;

/** Everything that a call needs; the document that it was read from is not looked at again. */
const HttpOperation = z.strictObject({
  tool: ToolName,
  method: z.enum(httpMethods),
  /** Base URL; `{variables}` are filled from the configuration. */
  server: text,
  /** With `{parameters}`. */
  path: text,
  parameters: z.array(HttpParameter),
  body: HttpBody.nullable(),
  /** Alternatives; within each all are needed. None at all: nobody has to say who asks. */
  security: z.array(z.array(SecurityScheme)),
  /** Sent with every call. */
  headers: z.record(text, text).optional(),
});
export type HttpOperation = z.output<typeof HttpOperation>;

/** What a web service's plugin needs at each opening. */
export const PreparedService = z.strictObject({
  operations: z.array(HttpOperation).max(pluginLimits.tools),
});
export type PreparedService = z.output<typeof PreparedService>;

/** By HTTP these do the same when they are repeated (RFC 9110, 9.2.2). */
export const isRepeatable = (method: HttpMethod): boolean => method !== 'POST' && method !== 'PATCH';
