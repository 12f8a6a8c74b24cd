import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { httpKind } from '../../bots/plugins/http/http.kind.js';
import { createMcpKind } from '../../bots/plugins/mcp/mcp.kind.js';
import type { PluginDefinition, PluginKind } from '../../bots/plugins/plugin-kind.js';
import { createGuardedFetch } from '../../platform/http/guarded-fetch.js';
import { createLogger } from '../../platform/logging/logger.js';
import { privateAddresses } from '../fixtures/private-addresses.js';
import { McpServerDouble } from '../doubles/mcp-server.js';
import { WebSite } from '../doubles/web-site.js';
import { recordingConnect, resolverOf } from '../helpers/recording-connect.js';

/** A public address; connections to it are led to the local site. */
const somewhere = '93.184.215.14';
const refused = 'The host is not a public one; OUTBOUND_ALLOW may name it';
const site = new WebSite();
const server = new McpServerDouble(site);
beforeAll(() => site.start());
afterAll(async () => {
  await server.close();
  await site.close();
});
beforeEach(() => {
  site.forget().set({ '/': { headers: { connection: 'close' }, body: 'hello' } });
});

const guarded = (names: Record<string, string[][]>) => {
  const connect = recordingConnect(site.port);
  const client = createGuardedFetch({
    ...{ publicUrl: 'https://bots.example', connect, resolve: resolverOf(names) },
  });
  const { fetch, stream, rules } = client;
  const logger = createLogger({ name: 'test', level: 'silent' });
  return { dependencies: { fetch, stream, rules, logger }, tried: connect.tried, close: client.close };
};
type Guarded = ReturnType<typeof guarded>;

const tool = { name: 'say', description: 'd', inputSchema: { type: 'object' } };
const service = (endpoint: string, { dependencies }: Guarded): Promise<PluginDefinition> =>
  httpKind.complete(
    {
      ...{ name: 'S', version: '1.0.0', type: 'http' },
      manifest: { endpoint, tools: [{ ...tool, request: { method: 'GET' } }] },
    },
    dependencies,
  );
/** As it is kept once a server was registered. */
const mcp = (endpoint: string): PluginDefinition => ({
  ...{ manifest: { endpoint, tools: [tool] }, configSchema: null, permissions: {} },
  prepared: { named: [{ name: 'say', remote: 'say' }] },
});

const callOf = async (kind: PluginKind, definition: PluginDefinition, { dependencies }: Guarded) => {
  const { tools } = await kind.open(
    definition,
    { config: {}, secrets: {}, installationId: 'i' },
    dependencies,
  );
  const { signal } = new AbortController();
  const context = { organizationId: 'o', chatbotId: 'b', conversationId: 'c', userId: null, signal };
  return tools[0]!.call({ text: 'hello' }, context).then(
    ({ value }) => value,
    (error: Error) => error.message,
  );
};

test.each(['10.0.0.7', '127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
  'tools whose name leads to %s are not called',
  async (address) => {
    const client = guarded({ 'tools.example': [[address]] });
    const definition = await service('http://tools.example/', client);
    expect(await callOf(httpKind, definition, client)).toBe(refused);
    const kind = createMcpKind();
    expect(await callOf(kind, mcp('http://tools.example/mcp'), client)).toBe(refused);
    await kind.close?.();
    expect([client.tried, site.requests]).toEqual([[], []]);
    await client.close();
  },
);

test.each(privateAddresses)(
  'neither a service, its document nor an MCP server is asked at %s',
  async (url) => {
    const client = guarded({});
    const attempts: Promise<unknown>[] = [
      service(url, client).then((definition) => callOf(httpKind, definition, client)),
      httpKind.complete(
        { ...{ name: 'S', version: '1.0.0', type: 'http' }, manifest: { openapi: url } },
        client.dependencies,
      ),
    ];
    const kind = createMcpKind();
    attempts.push(callOf(kind, mcp(url), client));
    for (const { status, ...outcome } of await Promise.allSettled(attempts))
      // A call that was refused says so to the model; registering is refused as a whole.
      if (status === 'fulfilled') expect('value' in outcome && outcome.value).toEqual(expect.any(String));
    await kind.close?.();
    expect([client.tried, site.requests]).toEqual([[], []]);
    await client.close();
  },
);

test('a name that becomes private after a call is refused at the next one', async () => {
  const client = guarded({ 'tools.example': [[somewhere], ['192.168.0.1']] });
  const definition = await service('http://tools.example/', client);
  expect(await callOf(httpKind, definition, client)).toBe('hello');
  expect(await callOf(httpKind, definition, client)).toBe(refused);
  expect(client.tried).toEqual([somewhere]);
  await client.close();
});

test.each(['http://127.0.0.1/', 'http://2130706433/', 'http://inside.example/', 'http://other.example/'])(
  'a redirect to %s is not followed, neither by a service nor by a server',
  async (location) => {
    site.set({
      '/': { status: 302, headers: { location } },
      '/mcp': { status: 307, headers: { location } },
    });
    const client = guarded({
      'tools.example': [[somewhere]],
      'inside.example': [['10.0.0.1']],
      'other.example': [[somewhere]],
    });
    const definition = await service('http://tools.example/', client);
    expect(await callOf(httpKind, definition, client)).toMatch(
      /not a public one|not a host that this plugin|four decimal/,
    );
    const kind = createMcpKind();
    expect(await callOf(kind, mcp('http://tools.example/mcp'), client)).toContain('not followed');
    await kind.close?.();
    expect(new Set(site.requests.map(({ headers }) => headers.host))).toEqual(new Set(['tools.example']));
    await client.close();
  },
);

test('the address that an OpenAPI document is fetched from is guarded too', async () => {
  const client = guarded({ 'inside.example': [['10.0.0.1']] });
  const attempt = httpKind.complete(
    {
      ...{ name: 'S', version: '1.0.0', type: 'http' },
      manifest: { openapi: 'http://inside.example/openapi.json' },
    },
    client.dependencies,
  );
  await expect(attempt).rejects.toThrow('not a public one');
  expect(client.tried).toEqual([]);
  await client.close();
});
