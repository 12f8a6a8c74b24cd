import type { ErrorCode } from '../../contracts/errors.contract.js';

export interface ErrorDetail {
  /** Dotted path of the offending field, e.g. `body.name`; empty for the whole input. */
  path: string;
  message: string;
}

/** The one error that services throw. `message` is safe to show to the caller; the cause is only logged. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details?: ErrorDetail[];
  /** Seconds after which the caller may try again. */
  readonly retryAfter?: number;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetail[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }
}

/** The same answer for a missing, a foreign and a malformed id. */
export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `${what} not found`);

export const conflict = (message: string): AppError => new AppError('CONFLICT', message);

export const invalid = (path: string, message: string): AppError =>
  new AppError('VALIDATION_ERROR', path ? `${path}: ${message}` : message, { details: [{ path, message }] });

export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What a caller is told of an error in an event: an unknown one does not show its text. */
export const publicError = (error: unknown): { code: ErrorCode; message: string } =>
  error instanceof AppError
    ? { code: error.code, message: error.message }
    : { code: 'SERVER_ERROR', message: 'Internal server error' };
