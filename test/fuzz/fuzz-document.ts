import type { Call } from '../contract/operation-calls.js';
import { nameOf, type OpenApi } from '../helpers/openapi.js';

interface Parameter {
  name: string;
  in: string;
  example?: unknown;
}
interface JsonBody {
  example?: unknown;
  examples?: unknown;
}

/** The document with what a call of each operation would really send as its example: every one is reached with a success. */
export function withExamples(document: OpenApi, calls: Map<string, Call>): OpenApi {
  const filled = structuredClone(document);
  for (const [path, methods] of Object.entries(filled.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const call = calls.get(nameOf({ method: method.toUpperCase(), path }));
      const given: Record<string, Record<string, string> | undefined> = {
        path: call?.params,
        query: call?.query,
      };
      for (const parameter of (operation.parameters ?? []) as Parameter[])
        parameter.example = given[parameter.in]?.[parameter.name];
      const json = operation.requestBody?.content['application/json'] as JsonBody | undefined;
      if (!json || call?.body === undefined || call.body instanceof FormData) continue;
      delete json.examples;
      json.example = call.body;
    }
  return filled;
}
