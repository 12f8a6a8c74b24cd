import { z } from 'zod';
import { codeOfDocumented } from '../../contracts/ai/documented-sentence.js';
import { errorCodes, type ErrorCode } from '../../contracts/errors.contract.js';
import { Pagination } from '../../contracts/common.contract.js';
import type { AppError } from '../../platform/errors/app-error.js';
import { RateLimitExceeded } from './rate-limits.js';

export type SurfaceName = 'platform' | 'ai' | 'community';

export interface Rendered {
  data: unknown;
  message?: string;
  pagination?: Pagination;
}

export interface ErrorContext {
  requestId: string;
  /** Where the error codes are explained. */
  documentationUrl: string;
}

export interface Surface {
  success(reply: Rendered): unknown;
  failure(error: AppError, context: ErrorContext): unknown;
  /** The documented shape around the data schema of a route, for OpenAPI. */
  successSchema(data: z.ZodType, paginated: boolean): z.ZodType;
  errorSchema: z.ZodType;
}

const ErrorDetails = z.array(z.strictObject({ path: z.string(), message: z.string() }));

const platform: Surface = {
  success: ({ data, message, pagination }) => ({
    status: 'success',
    ...(message ? { message } : {}),
    data,
    ...(pagination ? { pagination } : {}),
  }),
  failure: (error) => ({
    status: 'error',
    message: error.message,
    code: platformCodes[error.code] ?? error.code,
    ...(error.details ? { details: error.details } : {}),
  }),
  successSchema: (data, paginated) =>
    z.strictObject({
      status: z.literal('success'),
      message: z.string().optional(),
      data,
      ...(paginated ? { pagination: Pagination } : {}),
    }),
  errorSchema: z
    .strictObject({
      status: z.literal('error'),
      message: z.string(),
      code: z.enum(errorCodes),
      details: ErrorDetails.optional(),
    })
    .meta({ id: 'PlatformError' }),
};
const platformCodes: Partial<Record<ErrorCode, string>> = { INVALID_JSON: 'VALIDATION_ERROR' };

const ai: Surface = {
  success: ({ data }) => ({ success: true, ...(data as Record<string, unknown>) }),
  failure: (error) => ({
    success: false,
    error: error instanceof RateLimitExceeded ? 'Rate limit exceeded' : error.message,
    code: codeOfDocumented(error.message) ?? aiCodes[error.code] ?? error.code,
    ...(error.details
      ? { details: error.details.map(({ path, message }) => `${path}: ${message}`).join('; ') }
      : {}),
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
  }),
  successSchema: (data) => data,
  errorSchema: z
    .strictObject({
      success: z.literal(false),
      error: z.string(),
      code: z.string(),
      details: z.string().optional(),
      retryAfter: z.number().optional(),
    })
    .meta({ id: 'AiError' }),
};
const aiCodes: Partial<Record<ErrorCode, string>> = { FORBIDDEN: 'INSUFFICIENT_PERMISSIONS' };

const community: Surface = {
  success: ({ data }) => data,
  failure: (error, { requestId, documentationUrl }) => {
    const code = communityCodes[error.code] ?? error.code;
    return {
      error: {
        code,
        message: error.message,
        details: communityDetails(error),
        request_id: requestId,
        timestamp: new Date().toISOString(),
        documentation_url: `${documentationUrl}#${code.toLowerCase()}`,
      },
    };
  },
  successSchema: (data) => data,
  errorSchema: z
    .strictObject({
      error: z.strictObject({
        code: z.string(),
        message: z.string(),
        details: z.record(z.string(), z.unknown()),
        request_id: z.string(),
        timestamp: z.string(),
        documentation_url: z.string(),
      }),
    })
    .meta({ id: 'CommunityError' }),
};

/** Documented for validation and rate limits; an empty object otherwise. */
function communityDetails(error: AppError): Record<string, unknown> {
  if (error instanceof RateLimitExceeded) {
    const { limit, windowSeconds } = error.state;
    return { limit, window: spelledOut(windowSeconds), retry_after: error.retryAfter };
  }
  const [first] = error.details ?? [];
  return first ? { field: first.path, reason: first.message } : {};
}

/** `1 minute`, `2 hours`. */
function spelledOut(seconds: number): string {
  const units = { day: 86_400, hour: 3_600, minute: 60, second: 1 };
  const [unit, length] = Object.entries(units).find(([, size]) => seconds % size === 0) ?? ['second', 1];
  return `${seconds / length} ${unit}${seconds === length ? '' : 's'}`;
}

const communityCodes: Partial<Record<ErrorCode, string>> = {
  UNAUTHORIZED: 'AUTHENTICATION_REQUIRED',
  FORBIDDEN: 'INSUFFICIENT_PERMISSIONS',
  NOT_FOUND: 'RESOURCE_NOT_FOUND',
  INVALID_JSON: 'VALIDATION_ERROR',
  SERVER_ERROR: 'INTERNAL_SERVER_ERROR',
};

/** Every name that a code has on some surface, without repetition. */
export const surfaceCodes = (code: ErrorCode): string[] => [
  ...new Set([platformCodes, aiCodes, communityCodes].map((names) => names[code] ?? code)),
];

export const surfaces: Record<SurfaceName, Surface> = { platform, ai, community };
