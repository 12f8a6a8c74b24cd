import type { PluginTool } from '../../../contracts/plugins.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import { isRepeatable, type HttpOperation, type HttpParameter } from './http-operation.js';

/**
 * The operation behind a tool that was described by hand. Without a request of its own it is a POST to the endpoint
 * with the arguments as JSON, and a header names the tool: several may share one address.
 * @throws AppError VALIDATION_ERROR for a request that names arguments which the tool does not have
 */
export function operationByHand(
  tool: PluginTool,
  { endpoint, path: field }: { endpoint: string; path: string },
): HttpOperation {
  const { method = 'POST', path = '', query = [] } = tool.request ?? {};
  const args = Object.keys((tool.inputSchema.properties ?? {}) as object);
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
  const unknown = [...inPath, ...query].find((name) => !args.includes(name));
  if (unknown !== undefined)
    throw invalid(`${field}.request`, `the tool has no argument ${unknown.slice(0, 64)}`);
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE';
  const rest = args.filter((name) => !inPath.includes(name));
  const inQuery = hasBody ? rest.filter((name) => query.includes(name)) : rest;
  const usual = { explode: true, allowReserved: false };
  const parameters: HttpParameter[] = [
    ...inPath.map(
      (name) => ({ argument: name, name, in: 'path', style: 'simple', ...usual, explode: false }) as const,
    ),
    ...inQuery.map((name) => ({ argument: name, name, in: 'query', style: 'form', ...usual }) as const),
  ];
  return {
    ...{ tool: tool.name, method, server: endpoint, path, parameters, security: [] },
    body: hasBody
      ? {
          ...{ mediaType: 'application/json', required: true, format: 'json', argument: null },
          ...{ properties: [], takesRest: true },
        }
      : null,
    ...(tool.request ? {} : { headers: { 'x-tool-name': tool.name } }),
  };
}

/** By the builder's word, and otherwise by the method. */
export const isRepeatableByHand = (tool: PluginTool): boolean =>
  tool.repeatable ?? isRepeatable(tool.request?.method ?? 'POST');
