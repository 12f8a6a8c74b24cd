import { OutboundError } from '../../../platform/http/outbound-error.js';
import type { PluginHealth } from '../plugin-kind.js';
import { requireAllowed } from '../tools/allowed-hosts.js';
import { ToolError } from '../tools/tool.js';
import type { OpenedService } from './call-operation.js';
import { addressOf, serviceHosts } from './service-hosts.js';
import { missingSettings } from './sign-request.js';

/**
 * Whether the service answers at its address. No operation is called, as none is known to be harmless, and no
 * credentials are sent: any answer shows that somebody is there, unless it tells of a failure.
 */
export async function checkService(
  { definition, operations, settings, fetch }: OpenedService,
  signal: AbortSignal,
): Promise<PluginHealth> {
  const unhealthy = (message: string, latencyMs: number | null = null) => ({
    healthy: false,
    message,
    latencyMs,
  });
  const lacking = operations.map((operation) => missingSettings(operation, settings));
  const [missing = []] = lacking;
  if (missing.length > 0 && lacking.every((names) => names.length > 0))
    return unhealthy(`The configuration lacks ${missing.join(' and ')}`);
  const begun = performance.now();
  try {
    const url = new URL(addressOf({ server: operations[0]?.server ?? '' }, settings.config));
    requireAllowed(url, serviceHosts(operations, definition), 'The address is at');
    const { status } = await fetch({
      ...{ url, signal, cutBody: true, keepRedirects: true },
      limits: { maxBytes: 1_000 },
    });
    const latencyMs = Math.round(performance.now() - begun);
    if (status >= 500) return unhealthy(`The service answers ${status}`, latencyMs);
    return { healthy: true, message: null, latencyMs };
  } catch (error) {
    if (signal.aborted) return unhealthy('The service took too long to answer');
    if (error instanceof OutboundError || error instanceof ToolError)
      return unhealthy(error.message.replace(/^The site\b/, 'The service'));
    throw error;
  }
}
