import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RegisterPlugin } from '../../../contracts/plugins.contract.js';
import { createGuardedFetch } from '../../../platform/http/guarded-fetch.js';
import { parseOutboundAllow } from '../../../platform/http/outbound-allow.js';
import { createLogger } from '../../../platform/logging/logger.js';
import { apiKey, clientSecret, OpenApiService, type OpenApi } from '../../../test/doubles/openapi-service.js';
import { WebSite } from '../../../test/doubles/web-site.js';
import type { PluginSettings } from '../plugin-kind.js';
import { ToolError } from '../tools/tool.js';
import { httpKind } from './http.kind.js';

const site = new WebSite();
const elsewhere = new WebSite({ '/stolen': 'thanks' });
let service: OpenApiService;
let client: ReturnType<typeof createGuardedFetch>;
beforeAll(async () => {
  await Promise.all([site.start(), elsewhere.start()]);
  client = createGuardedFetch({
    publicUrl: 'https://bots.example',
    allow: parseOutboundAllow(`127.0.0.1:${site.port},127.0.0.1:${elsewhere.port}`),
  });
});
afterAll(async () => {
  await client.close();
  await Promise.all([site.close(), elsewhere.close()]);
});
beforeEach(() => {
  site.forget();
  elsewhere.forget();
  service = new OpenApiService(site);
});

const dependencies = () => ({
  ...{ fetch: client.fetch, stream: client.stream, rules: client.rules },
  logger: createLogger({ name: 'test', level: 'silent' }),
});
const settings = (values: Partial<PluginSettings> = {}): PluginSettings => ({
  config: {},
  secrets: { ApiKey: apiKey },
  ...values,
});
const complete = (
  values: Partial<RegisterPlugin> = {},
  change: (document: OpenApi) => void = () => undefined,
) => {
  const openapi = service.document();
  change(openapi);
  return httpKind.complete(
    { name: 'Shop', version: '1.0.0', type: 'http', manifest: { openapi }, ...values },
    dependencies(),
  );
};
type Definition = Awaited<ReturnType<typeof complete>>;
const call = async (
  definition: Definition,
  name: string,
  args: Record<string, unknown> = {},
  { signal = new AbortController().signal, given = settings() } = {},
) => {
  const { tools, close } = await httpKind.open(definition, given, dependencies());
  const tool = tools.find((one) => one.name === name);
  if (!tool) throw new Error(`there is no tool ${name}: ${tools.map((one) => one.name).join()}`);
  const context = { organizationId: 'o', chatbotId: 'b', conversationId: 'c', userId: null, signal };
  try {
    return await tool.call(args, context);
  } finally {
    await close();
  }
};
const failureOf = async (attempt: Promise<unknown>): Promise<[string, string]> => {
  const error: unknown = await attempt.then(
    (value) => value,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ToolError);
  return [(error as ToolError).kind, (error as ToolError).message];
};

test('a document becomes tools, settings and notes', async () => {
  const { manifest, configSchema } = await complete();
  expect(manifest.tools.map(({ name, repeatable }) => [name, repeatable])).toEqual([
    ['listOrders', true],
    ['createOrder', false],
    ['getOrder', true],
    ['echo', false],
    ['fail', true],
    ['slow', true],
    ['large', true],
    ['picture', true],
    ['remove', true],
    ['away', true],
    ['reports', true],
  ]);
  expect(manifest.notes).toEqual([
    'POST /upload (upload) is left out: its body is multipart/form-data, which is not supported',
  ]);
  expect(configSchema).toMatchObject({
    type: 'object',
    properties: {
      ApiKey: { type: 'string', writeOnly: true },
      Client_clientId: { type: 'string' },
      Client_clientSecret: { type: 'string', writeOnly: true },
    },
  });
});

test('a call does what it says, with the credentials that the document asks for', async () => {
  const definition = await complete();
  expect(await call(definition, 'getOrder', { orderId: 'A-1' })).toEqual({
    value: { id: 'A-1', article: 'Lamp', quantity: 2, state: 'shipped' },
    truncated: false,
  });
  const { value } = await call(definition, 'createOrder', { article: 'Chair', quantity: 4, note: null });
  const { id } = value as { id: string };
  expect(service.orders.get(id)).toEqual({ id, article: 'Chair', quantity: 4, note: null });
  expect(site.requests).toMatchObject([
    { method: 'GET', path: '/v1/orders/A-1', headers: { 'x-api-key': apiKey } },
    { method: 'POST', path: '/v1/orders', body: '{"article":"Chair","quantity":4,"note":null}' },
  ]);
});

test('secrets that a service sends back are taken out, of results as of errors', async () => {
  const definition = await complete();
  const { value } = await call(definition, 'echo', { tags: ['a', 'b'], 'X-Trace': 't', body: { x: 1 } });
  expect(value).toMatchObject({
    query: { tags: 'b' },
    body: { x: 1 },
    headers: { 'x-api-key': '[secret]', 'x-trace': 't' },
  });
  const [kind, message] = await failureOf(call(definition, 'fail', { status: 500 }));
  expect([kind, message]).toEqual([
    'failed',
    'The service answered 500 Internal Server Error: {"problem":"it broke","sent":"[secret]"}',
  ]);
});

test.each([
  [400, 'failed'],
  [404, 'failed'],
  [429, 'unavailable'],
  [503, 'unavailable'],
])('the status %s is told as %s', async (status, kind) => {
  const [found, message] = await failureOf(call(await complete(), 'fail', { status }));
  expect(found).toBe(kind);
  expect(message).toContain(`The service answered ${status}`);
});

test('without its settings nothing is sent', async () => {
  const definition = await complete();
  const given = settings({ secrets: {} });
  expect(await failureOf(call(definition, 'listOrders', {}, { given }))).toEqual([
    'refused',
    "The plugin's configuration lacks ApiKey",
  ]);
  expect(site.requests).toEqual([]);
  expect((await call(definition, 'picture', {}, { given })).value).toEqual({
    ...{ status: 200, contentType: 'image/png', bytes: 1_234 },
  });
});

test('an answer is read up to a limit, told up to another, and an empty one by its status', async () => {
  const definition = await complete();
  const { value, truncated } = await call(definition, 'large');
  expect([String(value).length, truncated]).toEqual([32_768, true]);
  expect((await call(definition, 'remove')).value).toMatchObject({ status: 204 });
});

test('a call ends with its time, and the service is let go', async () => {
  const definition = await complete();
  const reason = new Error('the time is up');
  const controller = new AbortController();
  const pending = call(definition, 'slow', {}, { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 50);
  await expect(pending).rejects.toBe(reason);
});

test('redirects lead to hosts that were granted only, and take no credentials there', async () => {
  const to = elsewhere.url('/stolen');
  expect(await failureOf(call(await complete(), 'away', { to }))).toEqual([
    'refused',
    `The service redirects to 127.0.0.1:${elsewhere.port}, which is not a host that this plugin may reach`,
  ]);
  expect(elsewhere.requests).toEqual([]);
  const granted = await complete({ permissions: { hosts: [`127.0.0.1:${elsewhere.port}`] } });
  expect((await call(granted, 'away', { to })).value).toBe('thanks');
  expect(elsewhere.requests[0]?.headers['x-api-key']).toBeUndefined();
  expect((await call(granted, 'away', { to: '/v1/orders/A-1' })).value).toMatchObject({ id: 'A-1' });
});

test('addresses that a document names are checked as all others are', async () => {
  const attempt = complete({}, (document) => (document.servers = [{ url: 'http://169.254.169.254/latest' }]));
  await expect(attempt).rejects.toThrow('http://169.254.169.254/latest: The host is not a public one');
});

test('tokens for client credentials are asked for once, and again when they are not accepted any more', async () => {
  const definition = await complete();
  const given = settings({
    config: { Client_clientId: 'shop' },
    secrets: { Client_clientSecret: clientSecret },
  });
  const reports = () => call(definition, 'reports', {}, { given });
  expect((await reports()).value).toEqual({ reports: 3 });
  expect((await reports()).value).toEqual({ reports: 3 });
  expect(service.requests('/token')).toHaveLength(1);
  service.tokens.clear();
  expect((await reports()).value).toEqual({ reports: 3 });
  expect(service.requests('/token')).toHaveLength(2);
  expect(service.requests('/token')[0]?.body).toBe('grant_type=client_credentials&scope=read');
  const wrong = settings({
    config: { Client_clientId: 'shop' },
    secrets: { Client_clientSecret: 'wrong one' },
  });
  expect(await failureOf(call(definition, 'reports', {}, { given: wrong }))).toEqual([
    'failed',
    'The service gave no access token (401)',
  ]);
});

test('a document is read from its address; what a builder says of its tools is kept', async () => {
  const definition = await complete({
    manifest: {
      openapi: site.url('/openapi.json'),
      tools: [
        {
          ...{ name: 'getOrder', description: 'Where is it?', inputSchema: {} },
          phrases: ['where is order {orderId}'],
        },
        { name: 'nothing', description: '', inputSchema: {} },
      ],
    },
    permissions: { operations: ['getOrder'] },
  });
  expect(definition.manifest.tools).toMatchObject([
    {
      ...{ name: 'getOrder', description: 'Where is it?', phrases: ['where is order {orderId}'] },
      inputSchema: { required: ['orderId'] },
    },
  ]);
  expect(definition.manifest.notes).toEqual(['nothing is no operation of the document that became a tool']);
  expect((await call(definition, 'getOrder', { orderId: 'A-1' })).value).toMatchObject({ state: 'shipped' });
});

test('endpoints described by hand: arguments go into the path, the query and the body', async () => {
  const properties = { orderId: { type: 'string' }, page: { type: 'integer' }, note: { type: 'string' } };
  const inputSchema = { type: 'object', properties };
  const definition = await complete({
    manifest: {
      endpoint: service.base,
      headers: { 'X-API-Key': '{key}', 'X-Version': '2', 'X-Unset': '{unset}' },
      tools: [
        {
          name: 'order',
          description: 'd',
          inputSchema,
          request: { method: 'GET', path: '/orders/{orderId}' },
        },
        { name: 'say', description: 'd', inputSchema, request: { path: '/echo', query: ['page'] } },
      ],
    },
    configSchema: { type: 'object', properties: { key: { type: 'string', title: 'Key' } } },
  });
  expect(definition.configSchema).toMatchObject({
    properties: {
      key: { type: 'string', title: 'Key', writeOnly: true },
      unset: { type: 'string', writeOnly: true },
    },
  });
  const given = settings({ secrets: { key: apiKey } });
  const told = await call(definition, 'order', { orderId: 'A-1', page: 2 }, { given });
  expect(told.value).toMatchObject({ id: 'A-1' });
  const said = await call(definition, 'say', { page: 1, note: 'n', more: true }, { given });
  expect(said.value).toMatchObject({ query: { page: '1' }, body: { note: 'n', more: true } });
  expect(site.requests.map(({ path }) => path)).toEqual(['/v1/orders/A-1?page=2', '/v1/echo?page=1']);
  expect(site.requests[0]?.headers).toMatchObject({ 'x-api-key': apiKey, 'x-version': '2' });
  expect(site.requests[0]?.headers['x-unset']).toBeUndefined();
});

test('a tool without a request of its own is posted to the endpoint, with its name', async () => {
  const definition = await complete({
    manifest: {
      endpoint: site.url('/v1/echo'),
      tools: [{ name: 'look_up', description: 'd', inputSchema: { type: 'object' } }],
    },
  });
  expect((await call(definition, 'look_up', { word: 'tree' })).value).toMatchObject({
    body: { word: 'tree' },
    headers: { 'x-tool-name': 'look_up', 'content-type': 'application/json' },
  });
  expect(definition.manifest.tools[0]?.repeatable).toBe(false);
});

test.each<[string, Partial<RegisterPlugin>, string]>([
  ['nothing to call', { manifest: {} }, 'needs an OpenAPI document, or an endpoint and tools'],
  ['an address inside', { manifest: { endpoint: 'http://10.0.0.1/', tools: [] } }, 'not a public one'],
  ['a host that is none', { permissions: { hosts: ['https://a.example/x'] } }, 'is not a host'],
  ['a header of the connection', { manifest: { headers: { Host: 'a' } } }, 'cannot be sent'],
])('%s is refused', async (_, values, reason) => {
  await expect(complete(values)).rejects.toThrow(reason);
});

test('its health is whether somebody answers at its address', async () => {
  const { signal } = new AbortController();
  const definition = await complete();
  const check = (given = settings()) => httpKind.check(definition, given, { ...dependencies(), signal });
  expect(await check()).toEqual({ healthy: true, message: null, latencyMs: expect.any(Number) });
  site.set({ '/v1': { status: 503 } });
  expect(await check()).toMatchObject({ healthy: false, message: 'The service answers 503' });
  site.remove('/v1');
  const only = await complete({ permissions: { operations: ['getOrder'] } });
  expect(await httpKind.check(only, settings({ secrets: {} }), { ...dependencies(), signal })).toEqual({
    ...{ healthy: false, message: 'The configuration lacks ApiKey', latencyMs: null },
  });
});
