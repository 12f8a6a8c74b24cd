import { platformUrl } from './given.js';

export interface Operation {
  operationId: string;
  method: string;
  /** As in the document: `/api/v1/chatbots/{id}`. */
  path: string;
  'x-surface': 'platform' | 'ai' | 'community';
  'x-access': 'public' | 'user' | 'moderator' | 'admin';
  'x-scope'?: string;
  'x-org-role'?: string;
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
