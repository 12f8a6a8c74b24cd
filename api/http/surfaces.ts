import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../contracts/errors.contract.js';
import { Pagination } from '../../contracts/common.contract.js';
import type { AppError } from '../../platform/errors/app-error.js';

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
    error: error.message,
    code: aiCodes[error.code] ?? error.code,
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
    const [first] = error.details ?? [];
    return {
      error: {
        code,
        message: error.message,
        details: first ? { field: first.path, reason: first.message } : {},
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
const communityCodes: Partial<Record<ErrorCode, string>> = {
  UNAUTHORIZED: 'AUTHENTICATION_REQUIRED',
  FORBIDDEN: 'INSUFFICIENT_PERMISSIONS',
  NOT_FOUND: 'RESOURCE_NOT_FOUND',
  INVALID_JSON: 'VALIDATION_ERROR',
  SERVER_ERROR: 'INTERNAL_SERVER_ERROR',
};

export const surfaces: Record<SurfaceName, Surface> = { platform, ai, community };
