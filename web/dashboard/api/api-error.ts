import type { ErrorCode } from '../../../contracts/errors.contract.js';

/** `NETWORK` stands for an answer that never came. */
export type ApiErrorCode = ErrorCode | 'NETWORK';

export interface ErrorDetail {
  /** Such as `body.name` or `query.page`. */
  path: string;
  message: string;
}

/** A refusal of the API, with what is needed to explain it and to report it. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly details: ErrorDetail[];
  readonly requestId: string | null;
  /** Seconds. */
  readonly retryAfter: number | null;
  /** Where what was asked for twice is being made already. */
  readonly location: string | null;

  constructor(
    message: string,
    about: {
      code: ApiErrorCode;
      status: number;
      details?: ErrorDetail[];
      requestId?: string | null;
      retryAfter?: number | null;
      location?: string | null;
    },
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = about.code;
    this.status = about.status;
    this.details = about.details ?? [];
    this.requestId = about.requestId ?? null;
    this.retryAfter = about.retryAfter ?? null;
    this.location = about.location ?? null;
  }
}

/** The body of a refusal: `{message, code, details?}`, or `{error, code, details?}` below `/api/ai`. */
interface Refusal {
  message?: string;
  error?: string;
  code?: ApiErrorCode;
  details?: ErrorDetail[] | string;
}

/** Reads the refusal that an answer carries, whatever envelope it is in; a proxy's own page has none. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as Refusal;
  const retryAfter = Number(response.headers.get('Retry-After'));
  return new ApiError(body.message ?? body.error ?? response.statusText, {
    code: body.code ?? (response.status >= 500 ? 'SERVICE_UNAVAILABLE' : 'SERVER_ERROR'),
    status: response.status,
    details: Array.isArray(body.details) ? body.details : [],
    requestId: response.headers.get('X-Request-Id'),
    retryAfter: retryAfter > 0 ? retryAfter : null,
    location: response.headers.get('Location'),
  });
}

export const networkError = (cause: unknown): ApiError =>
  Object.assign(new ApiError('The server could not be reached', { code: 'NETWORK', status: 0 }), { cause });

/** Whether asking again could help without anything being changed first. */
export const isTransient = (error: unknown): boolean =>
  error instanceof ApiError && ['NETWORK', 'SERVICE_UNAVAILABLE'].includes(error.code);

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'UNAUTHORIZED';
