import { pluginLimits } from '../../../contracts/plugins.contract.js';
import type { GuardedFetch, GuardedResponse } from '../../../platform/http/guarded-fetch.types.js';
import type { PluginDefinition, PluginSettings } from '../plugin-kind.js';
import { requireAllowed } from '../tools/allowed-hosts.js';
import { fillHeaders } from '../tools/header-templates.js';
import { createRedact } from '../tools/redact.js';
import { toToolError } from '../tools/to-tool-error.js';
import type { ToolResult } from '../tools/tool.js';
import { buildRequest, type Credentials } from './build-request.js';
import type { ClientTokens } from './client-tokens.js';
import type { HttpOperation } from './http-operation.js';
import { longestAnswer, readAnswer } from './read-answer.js';
import { addressOf, serviceHosts } from './service-hosts.js';
import { secretsIn, signRequest } from './sign-request.js';

export interface OpenedService {
  definition: PluginDefinition;
  operations: HttpOperation[];
  settings: PluginSettings;
  fetch: GuardedFetch;
  tokens: ClientTokens;
}

/**
 * Calls an operation with checked arguments. No secret is in what comes back, whatever the service answers.
 * @throws ToolError, or the signal's reason
 */
export async function callOperation(
  operation: HttpOperation,
  { args, signal, service }: { args: Record<string, unknown>; signal: AbortSignal; service: OpenedService },
): Promise<ToolResult> {
  const hosts = serviceHosts(service.operations, service.definition);
  const server = addressOf(operation, service.settings.config);
  requireAllowed(new URL(server), hosts, 'The address is at');
  // A second time with a new token, when a remembered one is not accepted any more: nothing has been done then.
  for (let attempt = 1; ; attempt++) {
    const credentials = await credentialsOf(operation, service, signal);
    const redact = createRedact(secretsIn(credentials, service.settings.secrets));
    const answer = await ask(operation, { args, server, credentials, hosts, signal, fetch: service.fetch });
    const token = tokenOf(operation, credentials);
    if (answer.status === 401 && token !== null) {
      service.tokens.forget(token);
      if (attempt === 1) continue;
    }
    return readAnswer(answer, redact);
  }
}

async function credentialsOf(operation: HttpOperation, service: OpenedService, signal: AbortSignal) {
  const { definition, settings, tokens } = service;
  const credentials = await signRequest(operation, { ...settings, tokens, signal });
  const headers = fillHeaders(definition.manifest.headers, settings);
  return { ...credentials, headers: { ...headers, ...credentials.headers } };
}

async function ask(
  operation: HttpOperation,
  {
    fetch,
    hosts,
    signal,
    ...call
  }: {
    args: Record<string, unknown>;
    server: string;
    credentials: Credentials;
    hosts: readonly string[];
    signal: AbortSignal;
    fetch: GuardedFetch;
  },
): Promise<GuardedResponse> {
  const request = buildRequest(operation, call);
  try {
    return await fetch({
      ...request,
      signal,
      cutBody: true,
      limits: {
        maxBytes: longestAnswer,
        silenceMs: pluginLimits.longestTimeoutMs,
        totalMs: pluginLimits.longestTimeoutMs,
      },
      onRedirect: ({ url }) => requireAllowed(url, hosts, 'The service redirects to'),
    });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw toToolError(error);
  }
}

/** The access token that was sent, if it was one that was asked for. */
const tokenOf = ({ security }: HttpOperation, { headers }: Credentials): string | null =>
  security.flat().some(({ kind }) => kind === 'client-credentials')
    ? (headers.authorization?.replace(/^Bearer /, '') ?? null)
    : null;
