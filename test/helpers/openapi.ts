import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { platformUrl } from './given.js';

export interface Operation {
  operationId: string;
  method: string;
  /** As in the document: `/api/v1/chatbots/{id}`. */
  path: string;
  'x-surface': 'platform' | 'ai' | 'community';
  'x-access': 'public' | 'user' | 'moderator' | 'admin';
  'x-scope'?: string;
  'x-alternative-scope'?: string;
  'x-org-role'?: string;
  security?: Record<string, string[]>[];
  'x-rate-limit': { category: string; requests: number; windowSeconds: number };
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

export interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
  components: { schemas: Record<string, object> };
}

export const readOpenApi = async (): Promise<OpenApi> =>
  (await fetch(`${platformUrl()}/openapi.json`)).json() as Promise<OpenApi>;

/** Every documented operation, for checks that hold for all of them. */
export const operationsOf = ({ paths }: OpenApi): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );

/** The path with every parameter replaced. */
export const fillPath = (path: string, value: string): string => path.replace(/\{\w+\}/g, value);

/** Not for everybody who is signed in. */
export const isPrivileged = (operation: Operation): boolean =>
  ['admin', 'moderator'].includes(operation['x-access']);

export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`;

const pointer = (...parts: string[]): string =>
  parts
    .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent)
    .join('/');

/** Compares bodies with the schemas of a document. */
export function createChecks(document: OpenApi) {
  // References within the document resolve when the whole of it is one schema.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ ...document, $id: 'openapi' });
  const compiled = new Map<string, ValidateFunction>();
  const against = (body: unknown, ...at: string[]): unknown => {
    const $ref = `openapi#/${pointer('paths', ...at)}`;
    const validate = compiled.get($ref) ?? ajv.compile({ $ref });
    compiled.set($ref, validate);
    return validate(body) ? [] : validate.errors;
  };
  const json = ['content', 'application/json', 'schema'];
  return {
    /** What an answer has that its documentation does not allow. */
    violations: (path: string, method: string, status: number, body: unknown): unknown =>
      against(body, path, method.toLowerCase(), 'responses', String(status), ...json),
    requestViolations: (path: string, method: string, body: unknown): unknown =>
      against(body, path, method.toLowerCase(), 'requestBody', ...json),
  };
}
