import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { McpServerDouble, mcpToken } from '../../test/doubles/mcp-server.js';
import { apiKey, OpenApiService } from '../../test/doubles/openapi-service.js';
import type { WebSite } from '../../test/doubles/web-site.js';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { startSite } from '../../test/helpers/sites.js';

const given = createGiven(platformUrl());
let me: Member;
let shop: WebSite;
let tracker: WebSite;
let service: OpenApiService;
let server: McpServerDouble;
beforeAll(async () => {
  [me, shop, tracker] = await Promise.all([given.owner(), startSite(), startSite()]);
  service = new OpenApiService(shop);
  server = new McpServerDouble(tracker);
});
afterAll(async () => {
  await server?.close();
  await Promise.all([shop?.close(), tracker?.close()]);
});

const register = (type: 'http' | 'mcp', manifest: object, values: object = {}) =>
  me.client.post('/api/v1/plugins', { name: unique('P '), version: '1.0.0', type, manifest, ...values });
const install = async (pluginId: string, values: object = {}) => {
  const bot = await given.chatbot(me, { model: { provider: 'openai' } });
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/plugins`, { pluginId, ...values }), 201);
  return bot;
};
/** A message that the model answers by calling a tool, and then with words about its result. */
const converse = async (bot: { id: string }, name: string, args: object) => {
  const word = unique('word');
  await script(word, { toolCalls: [{ id: unique('call'), name, arguments: args }] }, { text: 'It is done.' });
  const answer = data(
    await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: `Do it, ${word}` }),
  );
  expect(answer.message).toBe('It is done.');
  expect(answer.toolCalls).toHaveLength(1);
  return { word, call: answer.toolCalls[0] };
};
const statusOf = async (bot: { id: string }, pluginId: string) =>
  data(await me.client.get(`/api/v1/chatbots/${bot.id}/plugins/${pluginId}/status`));

test('an operation of an OpenAPI document is called in a turn: the service’s record and the answer agree', async () => {
  const plugin = data(await register('http', { openapi: service.document() }), 201);
  expect(plugin.manifest.notes).toEqual([expect.stringContaining('POST /upload (upload) is left out')]);
  expect(plugin.configSchema.properties.ApiKey).toMatchObject({ type: 'string', writeOnly: true });
  const bot = await install(plugin.id, { config: { ApiKey: apiKey } });
  shop.forget();

  const args = { article: 'Chair', quantity: 4 };
  const { word, call } = await converse(bot, 'createOrder', args);
  expect(call).toMatchObject({ name: 'createOrder', arguments: args, result: args });
  expect(service.orders.get(call.result.id)).toEqual(call.result);
  expect(shop.requests).toMatchObject([
    { method: 'POST', path: '/v1/orders', body: JSON.stringify(args), headers: { 'x-api-key': apiKey } },
  ]);
  // The model was told of the tools, and then of the result; never of the key.
  const [first, second] = await asked(word);
  const told = JSON.stringify(first?.body);
  expect(told).toContain('"createOrder"');
  expect(told).toContain('What is ordered');
  expect(JSON.stringify(second?.body)).toContain(call.result.id);

  const echoed = await converse(bot, 'echo', { 'X-Trace': 'trace-1' });
  expect(echoed.call.result.headers).toMatchObject({ 'x-api-key': '[secret]', 'x-trace': 'trace-1' });
  const failed = await converse(bot, 'fail', { status: 500 });
  expect(failed.call.error).toContain('The service answered 500 Internal Server Error');
  for (const one of [echoed, failed]) expect(JSON.stringify(await asked(one.word))).not.toContain(apiKey);
  expect(JSON.stringify([echoed.call, failed.call])).not.toContain(apiKey);
  expect(await statusOf(bot, plugin.id)).toMatchObject({
    health: { healthy: true, message: null, latencyMs: expect.any(Number) },
  });
  expect(data(await me.client.post(`/api/v1/chatbots/${bot.id}/duplicate`), 201).notes).toEqual([
    expect.stringContaining('ApiKey'),
  ]);
});

test('a service without its settings is not asked, and its status says what is missing', async () => {
  const plugin = data(
    await register('http', { openapi: service.document() }, { permissions: { operations: ['getOrder'] } }),
    201,
  );
  expect(plugin.manifest.tools.map(({ name }: { name: string }) => name)).toEqual(['getOrder']);
  const bot = await install(plugin.id);
  shop.forget();
  const { call } = await converse(bot, 'getOrder', { orderId: 'A-1' });
  expect(call.error).toBe("The plugin's configuration lacks ApiKey");
  expect(shop.requests).toEqual([]);
  expect((await statusOf(bot, plugin.id)).health).toMatchObject({
    ...{ healthy: false, message: 'The configuration lacks ApiKey' },
  });
  const path = `/api/v1/chatbots/${bot.id}/plugins/${plugin.id}/config`;
  const configured = data(await me.client.put(path, { config: { ApiKey: apiKey } }));
  expect(configured).toMatchObject({ secrets: { ApiKey: true } });
  expect(JSON.stringify(configured)).not.toContain(apiKey);
  expect((await converse(bot, 'getOrder', { orderId: 'A-1' })).call.result).toMatchObject({
    state: 'shipped',
  });
});

test('a tool of an MCP server is called in a turn, over one session, also after the server has forgotten it', async () => {
  const plugin = data(await register('mcp', { endpoint: server.url }), 201);
  expect(plugin.manifest.tools.map(({ name }: { name: string }) => name)).toContain('add');
  const bot = await install(plugin.id);
  const from = server.calls.length;
  expect((await converse(bot, 'add', { a: 2, b: 40 })).call).toMatchObject({
    ...{ name: 'add', arguments: { a: 2, b: 40 }, result: { sum: 42 } },
  });
  expect((await converse(bot, 'fail', {})).call).toMatchObject({ error: 'The printer is on fire' });
  const sessions = server.calls.slice(from).map(({ session }) => session);
  expect(sessions).toEqual([sessions[0], sessions[0]]);
  await server.forgetSessions();
  expect((await converse(bot, 'add', { a: 1, b: 1 })).call).toMatchObject({ result: { sum: 2 } });
  expect(server.calls.slice(from)).toMatchObject([
    { name: 'add', arguments: { a: 2, b: 40 } },
    { name: 'fail' },
    { name: 'add', arguments: { a: 1, b: 1 } },
  ]);
  expect((await statusOf(bot, plugin.id)).health).toMatchObject({ healthy: true, message: null });

  const copy = data(await me.client.post(`/api/v1/chatbots/${bot.id}/duplicate`), 201);
  expect((await converse(copy, 'add', { a: 3, b: 4 })).call).toMatchObject({ result: { sum: 7 } });
});

test('a call of an MCP server that takes too long ends, and the answer comes all the same', async () => {
  const plugin = data(await register('mcp', { endpoint: server.url, timeoutMs: 500 }), 201);
  const bot = await install(plugin.id);
  const { call } = await converse(bot, 'slow', {});
  expect(call.error).toBe('The tool did not answer within 500 ms');
});

test('an MCP server that wants a token gets it, and nobody else does', async () => {
  const guarded = new McpServerDouble(await startSite());
  guarded.token = mcpToken;
  try {
    const refused = await register('mcp', { endpoint: guarded.url });
    expect(refused.status).toBe(400);
    expect(refused.body.message).toContain('describe the wanted ones here');
    const say = {
      name: 'say',
      description: 'Says it',
      inputSchema: { properties: { text: { type: 'string' } } },
    };
    const plugin = data(await register('mcp', { endpoint: guarded.url, tools: [say] }), 201);
    const bot = await install(plugin.id, { config: { token: mcpToken } });
    const { word, call } = await converse(bot, 'say', { text: 'hello' });
    expect(call.result).toBe('hello');
    expect(JSON.stringify([call, await asked(word)])).not.toContain(mcpToken);
    guarded.token = 'another token by now';
    expect((await statusOf(bot, plugin.id)).health).toMatchObject({
      ...{ healthy: false, message: 'The server does not accept the credentials (401)' },
    });
  } finally {
    await guarded.close();
    await guarded.site.close();
  }
});

test.each([
  ['http', { endpoint: 'http://169.254.169.254/latest', tools: [] }, 'not a public one'],
  ['mcp', { endpoint: 'http://localhost:6379/' }, 'not a public one'],
  ['mcp', {}, 'needs the address of its server'],
  ['http', { openapi: 'openapi: 4' }, '3.0 or 3.1'],
  ['http', { openapi: 'http://[::1]/openapi.json' }, 'not a public one'],
] as const)('%s with %j is refused with a reason', async (type, manifest, reason) => {
  const answer = await register(type, manifest);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toContain(reason);
});
