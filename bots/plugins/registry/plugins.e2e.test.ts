import { beforeAll, expect, test } from '@jest/globals';
import {
  createGiven,
  data,
  platformUrl,
  unique,
  unusedId,
  type Member,
} from '../../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let viewer: Member;
let stranger: Member;
beforeAll(async () => {
  [me, stranger] = [await given.owner(), await given.owner()];
  viewer = await given.member(me, 'viewer');
});

const calculator = 'builtin-calculator';
const of = (bot: { id: string }) => `/api/v1/chatbots/${bot.id}/plugins`;
const orders = (values: object = {}) => ({
  name: unique('Orders '),
  version: '1.0.0',
  type: 'http',
  manifest: {
    endpoint: 'http://orders.example.org/v1',
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Orders', version: '1' },
      servers: [{ url: 'http://orders.example.org/v1' }],
      paths: {
        '/orders/{id}': {
          get: {
            operationId: 'get_order',
            summary: 'Looks an order up',
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            responses: { 200: { description: 'The order' } },
          },
        },
      },
    },
  },
  ...values,
});
const register = async (values: object = {}, member = me) =>
  data(await member.client.post('/api/v1/plugins', orders(values)), 201);
const refusal = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<string> => {
  const answer = await me.client.send(method, path, body);
  expect([400, 409]).toContain(answer.status);
  return answer.body.message;
};
const versionsOf = async (bot: { id: string }): Promise<number> =>
  data(await me.client.get(`/api/v1/chatbots/${bot.id}`)).headVersion;

test('what comes with the installation is there for everybody and cannot be changed', async () => {
  const listed = data(await me.client.get('/api/v1/plugins?type=builtin&sort=name:asc'));
  expect(listed.map(({ name }: { name: string }) => name)).toEqual([
    ...['Calculator', 'Date and time', 'Knowledge search', 'Web fetch'],
  ]);
  const found = data(await viewer.client.get(`/api/v1/plugins/${calculator}`));
  expect(found).toMatchObject({ organizationId: null, type: 'builtin', createdBy: null, configSchema: null });
  expect(found.manifest.tools[0]).toMatchObject({ name: 'calculator', inputSchema: { type: 'object' } });
  expect((await me.client.put(`/api/v1/plugins/${calculator}`, { name: 'Mine' })).status).toBe(409);
  expect((await me.client.delete(`/api/v1/plugins/${calculator}`)).status).toBe(409);
  expect(await refusal('/api/v1/plugins', orders({ type: 'builtin' }))).toContain(
    'come with the installation',
  );
});

test('a plugin is registered, read, found, renamed and deleted, by those who may', async () => {
  const plugin = await register({ description: 'Looks orders up' });
  expect(plugin).toMatchObject({
    ...{ organizationId: me.user.organizationId, version: '1.0.0', versions: ['1.0.0'], installations: 0 },
    ...{ description: 'Looks orders up', type: 'http', createdBy: me.user.id },
  });
  expect(plugin.manifest.tools.map(({ name }: { name: string }) => name)).toEqual(['get_order']);
  const path = `/api/v1/plugins/${plugin.id}`;
  expect(data(await viewer.client.get(path))).toEqual(plugin);
  const find = async (query: string) =>
    data(await me.client.get(`/api/v1/plugins?${query}`)).map(({ id }: { id: string }) => id);
  expect(await find(`search=${plugin.name.slice(-8)}`)).toEqual([plugin.id]);
  expect(await find(`type=mcp&search=${plugin.name.slice(-8)}`)).toEqual([]);
  expect((await find('sort=createdAt:asc'))[0]).toMatch(/^builtin-/);
  const renamed = data(await me.client.put(path, { name: unique('Renamed '), description: null }));
  expect(renamed).toMatchObject({ description: null, version: '1.0.0' });
  expect(renamed.updatedAt >= plugin.updatedAt).toBe(true);
  expect((await viewer.client.post('/api/v1/plugins', orders())).status).toBe(403);
  expect((await viewer.client.delete(path)).status).toBe(403);
  expect((await me.client.post('/api/v1/plugins', orders({ name: renamed.name }))).status).toBe(409);
  data(await me.client.delete(path));
  expect((await me.client.get(path)).status).toBe(404);
});

test('another organisation sees and changes nothing of it', async () => {
  const plugin = await register();
  const path = `/api/v1/plugins/${plugin.id}`;
  const [bot, theirs] = [await given.chatbot(me), await given.chatbot(stranger)];
  data(await me.client.post(of(bot), { pluginId: plugin.id }), 201);
  const foreign = await stranger.client.get(path);
  const absent = await stranger.client.get(`/api/v1/plugins/${unusedId()}`);
  expect([foreign.status, foreign.body.message]).toEqual([404, absent.body.message]);
  expect((await stranger.client.put(path, { name: 'Mine' })).status).toBe(404);
  expect((await stranger.client.delete(path)).status).toBe(404);
  expect((await stranger.client.post(of(theirs), { pluginId: plugin.id })).status).toBe(404);
  for (const own of [of(bot), `${of(bot)}/${plugin.id}/status`])
    expect((await stranger.client.get(own)).status).toBe(404);
  expect((await stranger.client.put(`${of(bot)}/${plugin.id}/config`, { enabled: false })).status).toBe(404);
  expect((await stranger.client.delete(`${of(bot)}/${plugin.id}`)).status).toBe(404);
  const listed = data(await stranger.client.get('/api/v1/plugins'));
  expect(listed.map(({ id }: { id: string }) => id)).not.toContain(plugin.id);
});

test('versions are semantic, rise and never change; bots keep theirs until they are given another', async () => {
  const plugin = await register();
  const path = `/api/v1/plugins/${plugin.id}`;
  const bot = await given.chatbot(me);
  data(await me.client.post(of(bot), { pluginId: plugin.id }), 201);
  expect(await refusal('/api/v1/plugins', orders({ version: 'one.two' }))).toContain('Semantic Versioning');
  expect(await refusal(path, { permissions: { hosts: ['cdn.example.org'] } }, 'PUT')).toContain(
    'new version',
  );
  expect(await refusal(path, { version: '1.0.0' }, 'PUT')).toContain('higher than 1.0.0');
  expect(await refusal(path, { version: '1.0.0-rc.1' }, 'PUT')).toContain('higher');
  const next = data(
    await me.client.put(path, { version: '1.10.0', permissions: { hosts: ['cdn.example.org'] } }),
  );
  expect(next).toMatchObject({
    version: '1.10.0',
    versions: ['1.10.0', '1.0.0'],
    permissions: { hosts: ['cdn.example.org'] },
  });
  expect(next.manifest).toEqual(plugin.manifest);
  expect(data(await me.client.get(`${path}?version=1.0.0`))).toMatchObject({
    version: '1.0.0',
    permissions: {},
  });
  expect((await me.client.get(`${path}?version=9.0.0`)).status).toBe(404);
  const [kept] = data(await me.client.get(of(bot)));
  expect(kept).toMatchObject({ version: '1.0.0', latestVersion: '1.10.0' });
  const moved = data(await me.client.put(`${of(bot)}/${plugin.id}/config`, { version: '1.10.0' }));
  expect(moved).toMatchObject({ version: '1.10.0' });
  expect((await me.client.put(`${of(bot)}/${plugin.id}/config`, { version: '7.0.0' })).status).toBe(404);
});

test('a schema of settings must be sound and bounded', async () => {
  const withSchema = (properties: object, more: object = {}) =>
    refusal('/api/v1/plugins', orders({ configSchema: { type: 'object', properties, ...more } }));
  expect(await withSchema({ key: { type: 'secret' } })).toContain('body.configSchema.properties.key.type');
  expect(await withSchema({ key: { type: 'string', pattern: '^(a+)+\\1$' } })).toContain('pattern');
  expect(await withSchema({ key: { $ref: 'https://example.org/x.json' } })).toContain('inside the document');
  expect(await withSchema({ key: { type: 'number', writeOnly: true } })).toContain('a secret is a string');
  expect(await withSchema({ a: { properties: { b: { type: 'string', format: 'password' } } } })).toContain(
    'not parts',
  );
  expect(await withSchema({ 'a.b': { type: 'string' } })).toContain('named with letters');
});

test('a bot gets a plugin with checked settings, defaults and sealed secrets, and a version for each change', async () => {
  const secret = unique('sk-');
  const plugin = await register({
    configSchema: {
      type: 'object',
      properties: {
        apiKey: { type: 'string', minLength: 8, writeOnly: true },
        region: { type: 'string', enum: ['eu', 'us'], default: 'eu' },
        days: { type: 'integer', maximum: 30 },
      },
      required: ['apiKey'],
    },
  });
  const bot = await given.chatbot(me);
  const before = await versionsOf(bot);
  expect(await refusal(of(bot), { pluginId: plugin.id })).toContain("'apiKey'");
  expect(await refusal(of(bot), { pluginId: plugin.id, config: { apiKey: 'short' } })).not.toContain(
    '"short"',
  );
  expect(await refusal(of(bot), { pluginId: plugin.id, config: { apiKey: secret, days: 31 } })).toContain(
    'body.config.days',
  );
  expect(await refusal(of(bot), { pluginId: plugin.id, config: { apiKey: secret, dayz: 3 } })).toContain(
    'dayz',
  );
  expect(
    await refusal(of(bot), { pluginId: plugin.id, config: { apiKey: secret }, tools: ['none'] }),
  ).toContain('none');
  const installed = data(
    await me.client.post(of(bot), { pluginId: plugin.id, config: { apiKey: secret } }),
    201,
  );
  expect(installed).toMatchObject({
    ...{ pluginId: plugin.id, version: '1.0.0', enabled: true, tools: null, confirm: [], triggers: [] },
    ...{ config: { region: 'eu' }, secrets: { apiKey: true }, toolNames: { get_order: 'get_order' } },
  });
  expect(await versionsOf(bot)).toBe(before + 1);
  expect((await me.client.post(of(bot), { pluginId: plugin.id, config: { apiKey: secret } })).status).toBe(
    409,
  );
  const configure = (body: object) => me.client.put(`${of(bot)}/${plugin.id}/config`, body);
  const changed = data(await configure({ config: { region: 'us', days: 3 } }));
  expect(changed).toMatchObject({ config: { region: 'us', days: 3 }, secrets: { apiKey: true } });
  expect(data(await configure({ config: { days: null } })).config).toEqual({ region: 'us' });
  expect((await configure({ config: { apiKey: null } })).status).toBe(400);
  const other = data(await configure({ config: { apiKey: `${secret}-new` } }));
  expect(other.secrets).toEqual({ apiKey: true });
  const head = await versionsOf(bot);
  const compared = data(
    await me.client.get(`/api/v1/chatbots/${bot.id}/versions/compare?a=${head - 1}&b=${head}`),
  );
  expect(compared).toEqual([expect.objectContaining({ b: 'sealed, changed' })]);
  const everything = await Promise.all(
    [
      of(bot),
      `/api/v1/chatbots/${bot.id}/versions/${head}`,
      `/api/v1/audit-log`,
      `${of(bot)}/${plugin.id}/status`,
    ].map((path) => me.client.get(path)),
  );
  expect(everything.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(JSON.stringify(everything.map(({ body }) => body))).not.toContain(secret);
  expect((await viewer.client.post(of(bot), { pluginId: calculator })).status).toBe(403);
  expect((await viewer.client.put(`${of(bot)}/${plugin.id}/config`, { enabled: false })).status).toBe(403);
  expect(data(await viewer.client.get(of(bot)))).toHaveLength(1);
});

test('tools of the same name are told apart by their plugins, always in the same way', async () => {
  const [first, second] = [
    await register({ name: unique('First ') }),
    await register({ name: unique('Second ') }),
  ];
  const bot = await given.chatbot(me);
  for (const { id } of [first, second]) data(await me.client.post(of(bot), { pluginId: id }), 201);
  const names = data(await me.client.get(of(bot))).map(({ toolNames }: { toolNames: object }) => toolNames);
  const slug = second.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 24);
  expect(names).toEqual([{ get_order: 'get_order' }, { get_order: `${slug}_get_order` }]);
});

test('a plugin that bots use is deleted only from them too; older versions go on without it', async () => {
  const plugin = await register();
  const path = `/api/v1/plugins/${plugin.id}`;
  const bot = await given.chatbot(me);
  data(await me.client.post(of(bot), { pluginId: plugin.id }), 201);
  const withPlugin = await versionsOf(bot);
  expect(data(await me.client.get(path)).installations).toBe(1);
  const refused = await me.client.delete(path);
  expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining(bot.name)]);
  data(await me.client.delete(`${path}?uninstall=true`));
  expect(data(await me.client.get(of(bot)))).toEqual([]);
  expect(await versionsOf(bot)).toBe(withPlugin + 1);
  const back = data(await me.client.post(`/api/v1/chatbots/${bot.id}/rollback`, { version: withPlugin }));
  expect(back.notes).toEqual([expect.stringContaining('no longer exists')]);
});

test('rolling back brings a plugin back with its settings and secrets', async () => {
  const bot = await given.chatbot(me);
  data(
    await me.client.post(of(bot), { pluginId: 'builtin-date-time', config: { timeZone: 'Asia/Tokyo' } }),
    201,
  );
  const withPlugin = await versionsOf(bot);
  data(await me.client.delete(`${of(bot)}/builtin-date-time`));
  expect((await me.client.delete(`${of(bot)}/builtin-date-time`)).status).toBe(404);
  expect(
    data(await me.client.post(`/api/v1/chatbots/${bot.id}/rollback`, { version: withPlugin })).notes,
  ).toEqual([]);
  expect(data(await me.client.get(of(bot)))).toMatchObject([{ config: { timeZone: 'Asia/Tokyo' } }]);
});

test('health is asked of the plugin, not assumed', async () => {
  const bot = await given.chatbot(me);
  data(await me.client.post(of(bot), { pluginId: 'builtin-date-time', config: { timeZone: 'Gotham' } }), 201);
  const status = async () => data(await me.client.get(`${of(bot)}/builtin-date-time/status`));
  expect(await status()).toMatchObject({
    ...{ health: { healthy: false, message: expect.stringContaining('time zone') }, lastError: null },
    ...{ recentCalls: [], lastCallAt: null, last24Hours: { calls: 0, failed: 0, averageDurationMs: null } },
  });
  data(await me.client.put(`${of(bot)}/builtin-date-time/config`, { config: { timeZone: 'Europe/Berlin' } }));
  expect((await status()).health).toMatchObject({ healthy: true, message: null });
});

test('an exported bot takes its plugins along, without secrets; a copy uses the same ones', async () => {
  const secret = unique('sk-');
  const plugin = await register({
    configSchema: {
      type: 'object',
      properties: { apiKey: { type: 'string', writeOnly: true }, region: { type: 'string' } },
      required: ['apiKey'],
    },
  });
  const bot = await given.chatbot(me);
  const settings = { config: { apiKey: secret, region: 'eu' }, confirm: ['get_order'] };
  data(await me.client.post(of(bot), { pluginId: plugin.id, ...settings }), 201);
  data(await me.client.post(of(bot), { pluginId: calculator }), 201);
  const response = await fetch(`${platformUrl()}/api/v1/chatbots/${bot.id}/export`, {
    headers: me.client.headers,
  });
  const archive = Buffer.from(await response.arrayBuffer());
  expect(archive.includes(secret)).toBe(false);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(archive)]), 'bot.zip');
  const imported = data(await stranger.client.post('/api/v1/chatbots/import', form), 201);
  expect(imported.notes).toEqual([expect.stringMatching(/entered again: apiKey/)]);
  const theirs = data(await stranger.client.get(of(imported)));
  expect(theirs).toMatchObject([
    { name: plugin.name, config: { region: 'eu' }, secrets: { apiKey: false }, confirm: ['get_order'] },
    { pluginId: calculator },
  ]);
  expect(theirs[0].pluginId).not.toBe(plugin.id);
  expect(data(await stranger.client.get(`/api/v1/plugins/${theirs[0].pluginId}`)).manifest).toEqual(
    plugin.manifest,
  );
  const copied = data(await me.client.post(`/api/v1/chatbots/${bot.id}/duplicate`, {}), 201);
  expect(copied.notes).toEqual([expect.stringContaining('entered again')]);
  expect(data(await me.client.get(of(copied)))).toMatchObject([
    { pluginId: plugin.id },
    { pluginId: calculator },
  ]);
});
