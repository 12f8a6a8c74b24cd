import { closePlugins } from '../../bots/index.js';
import { publicUrlOf, type Config } from '../../platform/config/config.js';
import { createGuardedFetch } from '../../platform/http/guarded-fetch.js';

/** How plugins reach other hosts: by a client of their own, so that a slow one holds up neither webhooks nor pages. */
export function pluginCalls(config: Config) {
  const client = createGuardedFetch({
    publicUrl: publicUrlOf(config),
    allow: config.OUTBOUND_ALLOW,
    limits: { maxBytes: 1_000_000, totalMs: 30_000, maxRedirects: 3 },
    // Many bots, of several organisations, may use one host; a session with an MCP server holds a connection.
    connections: 200,
  });
  return {
    dependencies: { fetch: client.fetch, stream: client.stream, rules: client.rules },
    async close() {
      await closePlugins();
      await client.close();
    },
  };
}

export type PluginCalls = ReturnType<typeof pluginCalls>;
