import type { z } from 'zod';
import type { RowProblem } from '../../contracts/training-datasets.contract.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { UploadedRow } from './read-rows.js';

/** Problems that are told. */
export const mostReported = 100;
const mostDetails = 20;

/** Looks at rows one by one: a bad one is reported, with its place, and the others are taken. */
export function validRows<S extends z.ZodType>(rows: UploadedRow[], schema: S) {
  const valid: z.output<S>[] = [];
  const problems: RowProblem[] = [];
  let invalidCount = 0;
  for (const { file, line, value, problem } of rows) {
    const result = problem === undefined ? schema.safeParse(value) : null;
    if (result?.success) {
      valid.push(result.data);
      continue;
    }
    invalidCount++;
    if (problems.length >= mostReported) continue;
    for (const { path, message } of result?.error.issues ?? [{ path: [], message: problem ?? '' }])
      problems.push({ file, line, path: path.map(String).join('.').slice(0, 200), message });
  }
  return { valid, invalidCount, problems };
}

/** The error when no row is one. @param list the field of the body that has them */
export function nothingValid(problems: RowProblem[], list: string): AppError {
  const details = problems.slice(0, mostDetails).map(({ file, line, path, message }) => ({
    path:
      file === null
        ? `body.${list}.${line - 1}${path && `.${path}`}`
        : `${file}:${line}${path && `:${path}`}`,
    message,
  }));
  const [first] = details;
  const message = first ? `${first.path}: ${first.message}` : `There are no ${list}`;
  return new AppError('VALIDATION_ERROR', message, { details });
}
