import { expect, test } from '@jest/globals';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { RateLimitExceeded } from './rate-limits.js';
import { surfaces } from './surfaces.js';

const context = { requestId: 'req_1', documentationUrl: 'https://bots.example/docs/errors' };
const reset = Math.floor(Date.now() / 1_000) + 60;
const tooMany = new RateLimitExceeded({ limit: 1_000, remaining: 0, reset, windowSeconds: 60 });
const wrongEmail = invalid('body.email', 'Invalid email format');

test('the platform surface wraps data and adds a message and pagination only when there are some', () => {
  const pagination = { total: 1, pages: 1, page: 1, limit: 20 };
  expect(surfaces.platform.success({ data: { id: '1' } })).toEqual({ status: 'success', data: { id: '1' } });
  expect(surfaces.platform.success({ data: [], message: 'Found', pagination })).toEqual({
    status: 'success',
    message: 'Found',
    data: [],
    pagination,
  });
});

test('the platform surface knows broken JSON as a validation error', () => {
  expect(surfaces.platform.failure(new AppError('INVALID_JSON', 'Broken'), context)).toEqual({
    status: 'error',
    message: 'Broken',
    code: 'VALIDATION_ERROR',
  });
});

test('the ai surface puts success beside the documented fields', () => {
  expect(surfaces.ai.success({ data: { summary: 'Short' } })).toEqual({ success: true, summary: 'Short' });
});

test('the ai surface tells details as one text', () => {
  expect(surfaces.ai.failure(wrongEmail, context)).toEqual({
    success: false,
    error: 'body.email: Invalid email format',
    code: 'VALIDATION_ERROR',
    details: 'body.email: Invalid email format',
  });
});

test('the ai surface has its own names and sentences', () => {
  expect(surfaces.ai.failure(new AppError('FORBIDDEN', 'No'), context)).toEqual({
    success: false,
    error: 'No',
    code: 'INSUFFICIENT_PERMISSIONS',
  });
  expect(surfaces.ai.failure(new AppError('INVALID_JSON', 'Broken'), context)).toMatchObject({
    code: 'INVALID_JSON',
  });
  expect(surfaces.ai.failure(tooMany, context)).toEqual({
    success: false,
    error: 'Rate limit exceeded',
    code: 'RATE_LIMIT_EXCEEDED',
    retryAfter: 60,
  });
});

test('the community surface answers the bare body', () => {
  expect(surfaces.community.success({ data: { channel_id: 'c' } })).toEqual({ channel_id: 'c' });
});

test('the community surface names the request, the time and where the code is explained', () => {
  const { error } = surfaces.community.failure(wrongEmail, context) as { error: { timestamp: string } };
  expect(error).toEqual({
    code: 'VALIDATION_ERROR',
    message: 'body.email: Invalid email format',
    details: { field: 'body.email', reason: 'Invalid email format' },
    request_id: 'req_1',
    timestamp: expect.any(String),
    documentation_url: 'https://bots.example/docs/errors#validation_error',
  });
  expect(new Date(error.timestamp).toISOString()).toBe(error.timestamp);
});

test('the community surface tells the limit, its window and when to come back', () => {
  expect(surfaces.community.failure(tooMany, context)).toMatchObject({
    error: {
      code: 'RATE_LIMIT_EXCEEDED',
      message: 'Rate limit exceeded. Please try again later.',
      details: { limit: 1_000, window: '1 minute', retry_after: 60 },
    },
  });
});

test.each([
  ['UNAUTHORIZED', 'AUTHENTICATION_REQUIRED'],
  ['FORBIDDEN', 'INSUFFICIENT_PERMISSIONS'],
  ['NOT_FOUND', 'RESOURCE_NOT_FOUND'],
  ['SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
  ['SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE'],
] as const)('the community surface calls %s %s', (code, name) => {
  expect(surfaces.community.failure(new AppError(code, 'text'), context)).toMatchObject({
    error: { code: name, details: {} },
  });
});

test.each(['platform', 'ai', 'community'] as const)(
  'errors of the %s surface have their documented form',
  (name) => {
    for (const error of [wrongEmail, tooMany, new AppError('NOT_FOUND', 'Gone')])
      expect(
        surfaces[name].errorSchema.safeParse(surfaces[name].failure(error, context)).error,
      ).toBeUndefined();
  },
);
