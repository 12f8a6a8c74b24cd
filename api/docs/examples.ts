import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../platform/errors/app-error.js';
import type { ErrorCode } from '../../contracts/errors.contract.js';
import type { Surface } from '../http/surfaces.js';

/** A request of an operation and its answer, as they really were. */
export interface OperationExample {
  status: number;
  /** The JSON body that was sent. */
  request?: unknown;
  /** The JSON body that was answered. */
  response?: unknown;
}

/** By method and path as in the OpenAPI document; see `npm run examples:record`. */
export const readExamples = (): Record<string, OperationExample> =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'examples.json'), 'utf8')) as Record<
    string,
    OperationExample
  >;

const errors: Record<ErrorCode, AppError> = {
  VALIDATION_ERROR: new AppError('VALIDATION_ERROR', 'body.name: expected at most 100 characters', {
    details: [{ path: 'body.name', message: 'expected at most 100 characters' }],
  }),
  INVALID_JSON: new AppError('INVALID_JSON', 'The body is not valid JSON'),
  UNAUTHORIZED: new AppError('UNAUTHORIZED', 'The access token is invalid or has expired'),
  TOTP_REQUIRED: new AppError(
    'TOTP_REQUIRED',
    'Send a code of your authenticator, or a recovery code, as totp',
  ),
  FORBIDDEN: new AppError('FORBIDDEN', 'This needs the role editor in the organisation'),
  NOT_FOUND: new AppError('NOT_FOUND', 'Chatbot not found'),
  METHOD_NOT_ALLOWED: new AppError('METHOD_NOT_ALLOWED', 'This address accepts GET, PUT, DELETE'),
  CONFLICT: new AppError('CONFLICT', 'The name is taken'),
  EVALUATION_REQUIRED: new AppError(
    'EVALUATION_REQUIRED',
    'Version 7 has not been evaluated with "Workshop questions"',
  ),
  PAYLOAD_TOO_LARGE: new AppError('PAYLOAD_TOO_LARGE', 'The body exceeds 1048576 bytes'),
  UNSUPPORTED_MEDIA_TYPE: new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json'),
  RATE_LIMIT_EXCEEDED: new AppError('RATE_LIMIT_EXCEEDED', 'Too many requests; try again in 12 seconds', {
    retryAfter: 12,
  }),
  PROVIDER_ERROR: new AppError('PROVIDER_ERROR', 'The answer of openai broke off'),
  BUDGET_EXCEEDED: new AppError(
    'BUDGET_EXCEEDED',
    'The daily budget of the organization (20 dollars) is used up; it begins anew at 2026-02-01T00:00:00.000Z',
  ),
  SERVICE_UNAVAILABLE: new AppError(
    'SERVICE_UNAVAILABLE',
    'A service that is needed does not answer; try again soon',
    { retryAfter: 5 },
  ),
  SERVER_ERROR: new AppError('SERVER_ERROR', 'Internal server error'),
};

/** What a surface answers to an error, by code. */
export const errorExamples = (surface: Surface, codes: ErrorCode[]): Record<string, { value: unknown }> =>
  Object.fromEntries(
    codes.map((code) => [
      code,
      {
        value: surface.failure(errors[code], {
          requestId: 'req_3f2b8c1e',
          documentationUrl: 'https://bots.example.org/docs/errors',
        }),
      },
    ]),
  );
