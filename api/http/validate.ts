import type { Request } from 'express';
import { z } from 'zod';
import { isDocumented } from '../../contracts/ai/documented-sentence.js';
import { AppError, type ErrorDetail } from '../../platform/errors/app-error.js';
import type { Route } from './route.js';

/** What a route without a body accepts: none, or the empty object that some clients always send. */
const NoBody = z
  .strictObject({})
  .optional()
  .transform(() => undefined);

export interface ValidInput {
  query: unknown;
  body: unknown;
}

/** Checks path, query and body against the route's schemas. @throws AppError VALIDATION_ERROR with the path of each problem. */
export function validateInput(route: Route, request: Request): ValidInput {
  const problems: ErrorDetail[] = [];
  const check = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(value);
    if (!result.success) problems.push(...result.error.issues.flatMap((issue) => describe(issue, where)));
    return result.data;
  };
  for (const [name, schema] of Object.entries(route.pathParams ?? {}))
    check(schema, request.params[name], `params.${name}`);
  const query = route.request?.query
    ? check(route.request.query, { ...request.query }, 'query')
    : refuseQuery(request, problems);
  const body = check(route.request?.body ?? NoBody, request.body, 'body');
  const [first] = problems;
  if (first) {
    const known = problems.find(({ message }) => isDocumented(message));
    throw new AppError('VALIDATION_ERROR', known?.message ?? `${first.path}: ${first.message}`, {
      details: problems.slice(0, 20),
    });
  }
  return { query, body };
}

function refuseQuery(request: Request, problems: ErrorDetail[]): Record<string, never> {
  for (const name of Object.keys(request.query)) problems.push(unknownField(`query.${name}`));
  return {};
}

/** A caller chooses the names of unknown fields; an answer need not repeat a megabyte. */
const longestPath = 200;

function describe(issue: z.core.$ZodIssue, where: string): ErrorDetail[] {
  const path = [where, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField(`${path}.${key}`));
  }
  return [{ path: path.slice(0, longestPath), message: issue.message }];
}

const unknownField = (path: string): ErrorDetail => ({
  path: path.slice(0, longestPath),
  message: 'unknown field',
});
