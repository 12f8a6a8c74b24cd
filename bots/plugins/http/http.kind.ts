import type { PluginDefinition, PluginDependencies, PluginKind, PluginSettings } from '../plugin-kind.js';
import { callOperation, type OpenedService } from './call-operation.js';
import { createClientTokens, type ClientTokens } from './client-tokens.js';
import { completeHttp } from './complete-http.js';
import { checkService } from './check-service.js';
import { PreparedService } from './http-operation.js';

/** Tokens are remembered by the client that asked for them, which lives as long as its process. */
const tokens = new WeakMap<PluginDependencies['fetch'], ClientTokens>();

function tokensOf(fetch: PluginDependencies['fetch']): ClientTokens {
  const found = tokens.get(fetch) ?? createClientTokens(fetch);
  tokens.set(fetch, found);
  return found;
}

const serviceOf = (
  definition: PluginDefinition,
  settings: PluginSettings,
  { fetch }: PluginDependencies,
): OpenedService => ({
  ...{ definition, settings, fetch },
  operations: (definition.prepared as PreparedService).operations,
  tokens: tokensOf(fetch),
});

/** Web services: each operation is a tool, and a call is a request to the service's own host. */
export const httpKind: PluginKind = {
  prepared: PreparedService,
  complete: completeHttp,
  open(definition, settings, dependencies) {
    const service = serviceOf(definition, settings, dependencies);
    const operations = new Map(service.operations.map((operation) => [operation.tool, operation]));
    return {
      tools: definition.manifest.tools.flatMap(({ name, description, inputSchema, repeatable = false }) => {
        const operation = operations.get(name);
        if (!operation) return [];
        return {
          ...{ name, description, inputSchema, repeatable },
          call: (args, { signal }) => callOperation(operation, { args, signal, service }),
        };
      }),
      close: () => Promise.resolve(),
    };
  },
  check: (definition, settings, dependencies) =>
    checkService(serviceOf(definition, settings, dependencies), dependencies.signal),
};
