import { expect, test } from '@jest/globals';
import { ApiError } from '../api/api-error.js';
import { fieldErrors } from './form-errors.js';

const refusal = (...details: { path: string; message: string }[]) =>
  new ApiError('body.name: too short', { code: 'VALIDATION_ERROR', status: 400, details });

test('details belong to the fields that they name, the first of each', () => {
  const error = refusal(
    { path: 'body.name', message: 'too short' },
    { path: 'body.name', message: 'no letters' },
    { path: 'body.model.temperature', message: 'too high' },
  );
  expect(fieldErrors(error, ['name', 'model'])).toEqual({ name: 'too short', model: 'too high' });
});

test('what a form has no field for is told as a whole', () => {
  expect(fieldErrors(refusal({ path: 'body.secret', message: 'unknown field' }), ['name'])).toBeNull();
  expect(fieldErrors(refusal(), ['name'])).toBeNull();
  expect(fieldErrors(new Error('oh'), ['name'])).toBeNull();
});
