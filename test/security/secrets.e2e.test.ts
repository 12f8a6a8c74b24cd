import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { Secret, TOTP } from 'otpauth';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { WebSite } from '../doubles/web-site.js';
import { intents } from '../fixtures/intents.js';
import type { Answer, TestClient } from '../helpers/client.js';
import {
  found,
  keptInFiles,
  keptInMongo,
  keptInRedis,
  keptInTemporal,
  type Kept,
} from '../helpers/everything-kept.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { createInstallation, type OwnProcess } from '../helpers/installation.js';
import { eventually } from '../helpers/leftovers.js';
import { administrator } from '../helpers/platform.js';
import { temporalAddress } from '../helpers/stores.js';

/**
 * Everything secret that an installation meets is used once in every way that it has; then all that was written
 * anywhere is searched for it. Contents are searched for where they have no business.
 */
const canary = (name: string): string => unique(`${name}Canary`);
const keyOfProvider = canary('sk-provider');
const secrets: Record<string, string> = {
  'password of the administrator': administrator.password,
  'key of OpenAI': keyOfProvider,
  'key of Anthropic': canary('sk-ant-'),
  'key of Anthropic, set by an administrator': canary('sk-ant-set-'),
};
/** What people wrote: it is kept where it belongs, and nowhere else. */
const contents: Record<string, string> = {};
const secret = (name: string, value = canary('s')): string => (secrets[name] = value);
const content = (name: string): string => (contents[name] = unique('Content'));

let openai: OpenAiDouble;
let site: WebSite;
let installation: Awaited<ReturnType<typeof createInstallation>>;
let processes: OwnProcess[];
let given: ReturnType<typeof createGiven>;
let me: Member;
let bot: { id: string };
/** Every answer that refused something. */
const refusals: Answer[] = [];
const api = '/api/v1';

beforeAll(async () => {
  [openai, site] = [await startOpenAiDouble(keyOfProvider), await new WebSite().start()];
  installation = await createInstallation({
    ...{ OPENAI_API_KEY: keyOfProvider, OPENAI_BASE_URL: openai.url },
    ...{ ANTHROPIC_API_KEY: secrets['key of Anthropic'], ANTHROPIC_BASE_URL: site.url() },
    ...{ EMBEDDINGS_URL: openai.url, EMBEDDINGS_MODEL: 'remote-embeddings', LOG_LEVEL: 'info' },
    ...{ OUTBOUND_ALLOW: `127.0.0.1:${site.port}`, WEBHOOK_RETRY_DELAYS: '100ms' },
    JWT_SECRET: secret('JWT_SECRET', canary('jwt').padEnd(40, 'x')),
    ENCRYPTION_KEY: secret('ENCRYPTION_KEY', canary('enc').padEnd(40, 'y')),
  });
  const api = await installation.start('api');
  processes = [api, ...(await Promise.all([installation.start('worker'), installation.start('queues')]))];
  given = createGiven(api.url);
  await useAccounts();
  await useBots();
  await useJobs();
}, 240_000);
afterAll(async () => {
  await installation?.close();
  await openai?.close();
  await site?.close();
});

const refused = async (answer: Promise<Answer>, status: number): Promise<void> => {
  refusals.push(await answer);
  expect(refusals.at(-1)!.status).toBe(status);
};

const mailed = async (address: string, kind: 'rst' | 'inv'): Promise<string> => {
  let token = '';
  await eventually(async () => {
    const [, text = ''] = (await keptInFiles(installation.dataDir)).find(([file]) =>
      file.endsWith('outbox.jsonl'),
    )!;
    const lines = text.split('\n').filter((line) => line.includes(address));
    token = new RegExp(`${kind}_[\\w-]{43}`).exec(lines.at(-1) ?? '')![0];
  });
  return token;
};

/** Sessions, keys, tokens, second factors and what is sent wrongly. */
async function useAccounts(): Promise<void> {
  const [username, password] = [unique('user'), secret('password')];
  const email = `${username}@example.org`;
  const { anonymous } = given;
  const post = (path: string, body: object, client = anonymous) => client.post(`${api}/auth/${path}`, body);
  const opened = (await post('register', { username, email, password, cookie: true })).headers;
  secret('session cookie', /nhost-session=([^;]+)/.exec(opened.get('set-cookie') ?? '')![1]);
  const session = data(await post('login', { username, password }));
  secret('access token', session.accessToken);
  secret('refresh token', session.refreshToken);
  const next = data(await post('refresh-token', { refreshToken: session.refreshToken }));
  secret('access token after a refresh', next.accessToken);
  secret('refresh token after a refresh', next.refreshToken);
  const client = given.signedIn(next);
  await refused(post('login', { username, password: secret('wrong password') }), 401);
  await refused(post('login', { username: secret('password typed as the name'), password: 'x' }), 401);
  const changed = { password: secret('changed password'), currentPassword: password };
  data(await client.put(`${api}/auth/me`, changed));
  data(await post('password-reset-request', { email }));
  const token = secret('token of a password reset', await mailed(email, 'rst'));
  data(await post('password-reset', { token, password: secret('password after a reset') }));
  await refused(post('password-reset', { token, password: 'another horse battery' }), 400);
  const login = data(await post('login', { username, password: secrets['password after a reset'] }));
  me = { client: given.signedIn(login), user: login.user, password: '', refreshToken: login.refreshToken };

  secret('API key', data(await post('api-key', { scopes: ['admin'] }, me.client), 201).key);
  const inQuery = secret(
    'API key in a query',
    data(await post('api-key', { scopes: ['read'] }, me.client), 201).key,
  );
  data(await anonymous.with({ 'X-API-Key': secrets['API key']! }).get(`${api}/chatbots`));
  await anonymous.get(`${api}/chatbots?api_key=${inQuery}`);
  const invitation = { email: `${unique('guest')}@example.org`, role: 'viewer' };
  const { token: invited } = data(await me.client.post(`${api}/organization/invitations`, invitation), 201);
  secret('token of an invitation', invited);
  await refused(me.client.post(`${api}/organization/invitations/accept`, { token: invited }), 404);

  const guest = await given.owner();
  secret('password of somebody with a second factor', guest.password);
  const { secret: authenticator } = data(await post('totp/enroll', {}, guest.client));
  secret('secret of an authenticator', authenticator);
  const code = TOTP.generate({ secret: Secret.fromBase32(authenticator) });
  const { recoveryCodes } = data(await post('totp/confirm', { code }, guest.client));
  (recoveryCodes as string[]).forEach((one, index) => secret(`recovery code ${index + 1}`, one));
  const again = { username: guest.user.username, password: guest.password };
  data(await post('login', { ...again, totp: recoveryCodes[0] }));
  await refused(post('login', { ...again, totp: recoveryCodes[0] }), 401);

  const bearer = (value: string) => anonymous.with({ Authorization: `Bearer ${value}` });
  await refused(bearer(secret('token that is none')).get(`${api}/chatbots`), 401);
  await refused(bearer(`plx_${secret('API key that is none')}`).get(`${api}/chatbots`), 401);
  await refused(anonymous.get(`${api}/nothing?token=${secret('value of an unknown query')}`), 404);
  await refused(me.client.get(`${api}/chatbots?secret=${secret('value of an unknown field')}`), 400);
  await refused(me.client.post(`${api}/chatbots`, `{"name": ${secret('text of broken JSON')}`), 400);
  await refused(me.client.post(`${api}/chatbots`, { name: 7, key: secret('value of an unknown key') }), 400);
  const configuration = { anthropic: { apiKey: secrets['key of Anthropic, set by an administrator'] } };
  const admin = await given.admin();
  expect((await admin.post('/api/admin/ai/config', configuration)).status).toBe(200);
  await admin.get('/api/admin/ai/config');
}

/** A bot with a plugin that has secrets, webhooks with secrets of three kinds, and a conversation. */
async function useBots(): Promise<void> {
  bot = await given.chatbot(me, { instructions: content('instructions'), model: { provider: 'openai' } });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, { 'a.md': `# Soup\n\n${content('document')} serves soup.` });
  const echo = (request: { headers: unknown }, response: { end(text: string): void }) =>
    response.end(JSON.stringify(request.headers));
  site.set({
    '/look': (request, response) => echo(request, response.writeHead(200)),
    '/fail': (request, response) => echo(request, response.writeHead(500)),
    '/hook': (request, response) => echo(request, response.writeHead(500)),
  });
  const inputSchema = { type: 'object' };
  const tool = (name: string) => ({
    ...{ name, description: name, inputSchema, phrases: [`please ${name} it`] },
    request: { method: 'GET', path: `/${name}` },
  });
  const manifest = {
    endpoint: site.url().replace(/\/$/, ''),
    headers: { 'X-Shop-Key': '{shopKey}', Authorization: 'Bearer {token}' },
    tools: [tool('look'), tool('fail')],
  };
  const plugin = { name: unique('Shop '), version: '1.0.0', type: 'http', manifest };
  const pluginId = data(await me.client.post(`${api}/plugins`, plugin), 201).id as string;
  const config = { shopKey: secret('secret of a plugin'), token: secret('token of a plugin') };
  const headers = { 'Idempotency-Key': secret('Idempotency-Key') };
  const installed = `${api}/chatbots/${bot.id}/plugins`;
  data(await me.client.post(installed, { pluginId, config }, headers), 201);
  const shopKey = secret('changed secret of a plugin');
  data(await me.client.put(`${installed}/${pluginId}/config`, { config: { shopKey } }));
  await refused(
    me.client.put(`${installed}/${pluginId}/config`, { config: { nothing: secret('wrong setting') } }),
    400,
  );
  const url = site.url('/hook');
  const hook = data(await me.client.post(`${api}/webhooks`, { url, events: ['*'] }), 201);
  secret('secret of a webhook', hook.secret.slice('whsec_'.length));
  const own = { url, events: ['*'], secret: secret('secret of one’s own of a webhook') };
  data(await me.client.post(`${api}/webhooks`, own), 201);
  const rotated = data(await me.client.post(`${api}/webhooks/${hook.id}/rotate-secret`, {}));
  secret('rotated secret of a webhook', rotated.secret.slice('whsec_'.length));

  const ask = (message: string, more: object = {}) =>
    me.client.post(`${api}/chatbots/${bot.id}/conversation`, { message, ...more }, headers);
  openai.enqueue(
    {
      for: 'chat',
      toolCalls: [
        { id: 'a', name: 'look', arguments: {} },
        { id: 'b', name: 'fail', arguments: {} },
      ],
    },
    { for: 'chat', text: `It says ${content('answer')}.` },
  );
  const answer = data(await ask(`Soup ${content('question')}?`, { userId: content('end user') }));
  expect(answer.toolCalls).toHaveLength(2);
  expect(site.requests.filter(({ path }) => /look|fail/.test(path))[0]?.headers['x-shop-key']).toBe(shopKey);
  const rating = { messageId: answer.messageId, rating: 1, feedback: content('feedback') };
  data(await me.client.post(`${api}/chatbots/${bot.id}/response-rating`, rating));
  await refused(ask('x', { conversationId: content('unknown conversation') }), 409);
}

/** Jobs of each kind that carries contents. */
async function useJobs(): Promise<void> {
  const { client } = me;
  const examples = Object.entries(intents).flatMap(([intent, inputs]) =>
    inputs.slice(0, 4).map((input) => ({ input, intent })),
  );
  examples[0]!.input += ` ${content('example')}`;
  const dataset = data(
    await client.post(`${api}/chatbots/${bot.id}/training/datasets`, { name: 'x', examples }),
    201,
  );
  const training = data(
    await client.post(`${api}/chatbots/${bot.id}/training/sessions`, { datasetId: dataset.id }),
    202,
  );
  const message = {
    ...{ id: unique(), content: `Let's discuss ${content('message')}.`, channel_id: 'c' },
    ...{ author_id: 'u', author_name: content('author'), created_at: '2026-01-31T10:00:00Z' },
  };
  expect((await client.post('/api/ai/messages', { messages: [message] })).status).toBeLessThan(300);
  expect((await client.post('/api/ai/digest', { channelId: 'c', messages: [message] })).status).toBe(200);
  const item = { contentId: unique(), content: `hello ${content('moderated text')}`, contentType: 'text' };
  const { jobId } = (await client.post('/api/moderation/batch/jobs', { items: [item] })).body;
  const admin = await given.admin();
  const embedding = (await admin.post('/api/admin/embeddings/generate', { userId: me.user.id })).body.jobId;
  await given.finished(client, training.jobId);
  await given.finished(client, jobId);
  await eventually(async () => {
    const { body } = await admin.get(`/api/admin/embeddings/status?jobId=${embedding}`);
    expect(JSON.stringify(body)).toMatch(/completed/);
  });
}

const everywhere: Record<string, () => Kept[] | Promise<Kept[]>> = {
  MongoDB: () => keptInMongo(installation.mongoUrl),
  Valkey: () => withRedis(keptInRedis),
  Temporal: () => keptInTemporal(temporalAddress(), installation.name),
  'the logs of all processes': () => processes.map(({ output }, index): Kept => [`log ${index}`, output()]),
  // Without a mail server messages go to a file, which is where people get their tokens.
  'all files': async () =>
    (await keptInFiles(installation.dataDir)).filter(([file]) => !file.endsWith('outbox.jsonl')),
  'the answers that refused': () =>
    refusals.map(({ status, headers, body }): Kept => [
      `answer ${status}`,
      JSON.stringify([body, [...headers]]),
    ]),
  'what a webhook was sent': () =>
    site.requests
      .filter(({ path }) => path === '/hook')
      .map(({ headers, body }): Kept => ['webhook', JSON.stringify([headers, body])]),
  'what models were sent': () =>
    openai.ledger.map(({ body, headers }): Kept => [
      'model',
      JSON.stringify([body, { ...headers, authorization: '' }]),
    ]),
  'an exported bot': exported,
  'what members read': read,
};

async function withRedis(look: (redis: Redis) => Promise<Kept[]>): Promise<Kept[]> {
  const redis = new Redis(installation.redisUrl);
  return look(redis).finally(() => redis.disconnect());
}

async function exported(): Promise<Kept[]> {
  const response = await fetch(`${given.anonymous.url}${api}/chatbots/${bot.id}/export`, {
    headers: me.client.headers,
  });
  const zip = await fromBufferPromise(Buffer.from(await response.arrayBuffer()));
  const kept: Kept[] = [];
  for await (const entry of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(entry));
    kept.push([`export ${entry.fileName}`, bytes.toString('latin1')]);
  }
  return kept;
}

async function read(): Promise<Kept[]> {
  const paths = ['auth/me', 'auth/sessions', 'auth/api-key', 'auth/totp', 'organization/invitations'];
  const more = ['audit-log', 'webhooks', 'plugins', `chatbots/${bot.id}`, `chatbots/${bot.id}/plugins`];
  const histories = [`chatbots/${bot.id}/versions`, `chatbots/${bot.id}/conversation/history`, 'metrics'];
  const tell = async (path: string, client: TestClient = me.client): Promise<Kept> => [
    path,
    JSON.stringify((await client.get(path)).body),
  ];
  return Promise.all([
    ...[...paths, ...more, ...histories].map((path) => tell(`${api}/${path}`)),
    tell('/api/admin/ai/config', await given.admin()),
  ]);
}

test('thirty secrets and more are looked for', () => {
  const [secretCount, placeCount] = [secrets, everywhere].map((all) => Object.keys(all).length);
  process.stderr.write(`${secretCount} secrets are looked for in ${placeCount} places\n`);
  expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(30);
  for (const [name, value] of Object.entries(secrets))
    expect([name, value.length]).toEqual([name, Math.max(value.length, 9)]);
});

test.each(Object.keys(everywhere))('no secret is in %s', async (where) => {
  const kept = await everywhere[where]!();
  expect(kept.map(([, text]) => text).join('').length).toBeGreaterThan(100);
  expect(found(secrets, kept)).toEqual([]);
});

test('what people wrote is neither in a log nor in an answer that refuses', async () => {
  for (const where of ['the logs of all processes', 'the answers that refused'])
    expect(found(contents, await everywhere[where]!())).toEqual([]);
});

test('histories of workflows carry ids and counts: nothing that somebody wrote', async () => {
  const kept = await everywhere.Temporal!();
  const kinds = new Set(kept.map(([where]) => /temporal ([a-z-]+?)-[0-9a-f]{24}/.exec(where)?.[1]));
  for (const kind of ['ingest', 'training', 'digest', 'moderation-batch', 'embeddings'])
    expect([...kinds]).toContain(kind);
  expect(found(contents, kept)).toEqual([]);
});

test('queues carry ids, and what else Valkey has of contents expires by itself', async () => {
  const kept = await everywhere.Valkey!();
  expect(kept.some(([where]) => where.includes('bull:'))).toBe(true);
  expect(
    found(
      contents,
      kept.filter(([where]) => !where.endsWith('(expires)')),
    ),
  ).toEqual([]);
});

test('contents are in the collections that are made for them, and in no other', async () => {
  const places = new Set(
    found(contents, await everywhere.MongoDB!()).map((line) => /mongodb (\w+)/.exec(line)![1]),
  );
  expect([...places].sort()).toEqual([
    // What builders made, and the versions of it.
    ...['botVersions', 'chatbots', 'conversations', 'digests', 'idempotencyKeys', 'knowledgeChunks'],
    ...['messages', 'topics', 'trainingExamples', 'turns', 'webhookDeliveries'],
  ]);
});
