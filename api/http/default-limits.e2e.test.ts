import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApiProcess, type ApiProcess } from '../../test/helpers/api-process.js';
import { TestClient, type Answer } from '../../test/helpers/client.js';
import { createGiven, data, unique } from '../../test/helpers/given.js';
import {
  administrator,
  defaultLimits,
  startTestPlatform,
  type TestPlatform,
} from '../../test/helpers/platform.js';

// The limits as an installation has them without any setting, over two API processes. Addresses are named by a proxy, so
// that no test meets the limits of another.
const environment = { ...defaultLimits, TRUST_PROXY: '1' };
let platform: TestPlatform;
let second: ApiProcess;
beforeAll(async () => {
  platform = await startTestPlatform(environment);
  second = await startApiProcess({ dataDir: platform.dataDir, environment });
}, 180_000);
afterAll(async () => {
  await second?.stop();
  await platform?.stop();
});

let addresses = 0;
/** Somebody at an address of their own, at either process. */
const somebody = (): { one: TestClient; two: TestClient } => {
  const headers = { 'X-Forwarded-For': `192.0.2.${++addresses}` };
  return { one: new TestClient(platform.url, headers), two: new TestClient(second.url, headers) };
};
const registration = () => {
  const username = unique('user');
  return { username, email: `${username}@example.org`, password: `secret of ${username}` };
};
/** A new user with a client for each process. */
async function user() {
  const { one, two } = somebody();
  const values = registration();
  const { accessToken } = data(await one.post('/api/v1/auth/register', values), 201);
  const headers = { Authorization: `Bearer ${accessToken}` };
  const { username, password } = values;
  const credentials = { username, password };
  return { one: one.with(headers), two: two.with(headers), anonymous: one, credentials };
}
/** The same request again and again, some at once, by turns to either process. */
async function repeat(times: number, send: (n: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let sent = 0; sent < times; sent += 10)
    answers.push(
      ...(await Promise.all(Array.from({ length: Math.min(10, times - sent) }, (_, n) => send(sent + n)))),
    );
  return answers;
}
const statusesOf = (answers: Answer[]): number[] => [...new Set(answers.map(({ status }) => status))];

function expectRefused(answer: Answer, limit: number): void {
  expect([answer.status, answer.body]).toEqual([
    429,
    { status: 'error', message: expect.any(String), code: 'RATE_LIMIT_EXCEEDED' },
  ]);
  const header = (name: string): number => Number(answer.headers.get(name));
  expect([header('x-ratelimit-limit'), header('x-ratelimit-remaining')]).toEqual([limit, 0]);
  const now = Date.now() / 1_000;
  expect(header('x-ratelimit-reset')).toBeGreaterThan(now - 1);
  expect(header('x-ratelimit-reset')).toBeLessThanOrEqual(now + 61);
  expect(header('retry-after')).toBeGreaterThanOrEqual(1);
  expect(header('retry-after')).toBeLessThanOrEqual(61);
}

test('thirty changes a minute, whichever process they come to and whatever session they are made in', async () => {
  const me = await user();
  const bot = data(await me.one.post('/api/v1/chatbots', { name: 'Bot' }), 201);
  const path = `/api/v1/chatbots/${bot.id}`;
  const change = (n: number) => (n % 2 ? me.one : me.two).put(path, { description: `Change ${n}` });
  expect(statusesOf(await repeat(29, change))).toEqual([200]);
  expectRefused(await me.one.put(path, { description: 'one too many' }), 30);
  expectRefused(await me.two.post('/api/v1/chatbots', { name: 'Another' }), 30);
  // Another session is the same user; reading is counted apart; a key and a colleague are others.
  const again = data(await me.anonymous.post('/api/v1/auth/login', me.credentials));
  const session = me.anonymous.with({ Authorization: `Bearer ${again.accessToken}` });
  expectRefused(await session.put(path, { description: 'by another session' }), 30);
  expect(data(await me.one.get(path)).description).toMatch(/^Change/);
  const { key } = data(await me.one.post('/api/v1/auth/api-key', { scopes: ['write'] }), 201);
  const byKey = await me.anonymous.with({ 'X-API-Key': key }).put(path, { description: 'by key' });
  expect([byKey.status, byKey.headers.get('x-ratelimit-remaining')]).toEqual([200, '29']);
  expect((await (await user()).one.post('/api/v1/chatbots', { name: 'Bot' })).status).toBe(201);
}, 60_000);

test('sixty messages a minute, for each end user', async () => {
  const me = await user();
  const bot = data(await me.one.post('/api/v1/chatbots', { name: 'Bot', model: { provider: 'local' } }), 201);
  const path = `/api/v1/chatbots/${bot.id}/conversation`;
  const say = (n: number) => (n % 2 ? me.one : me.two).post(path, { message: 'Hello', userId: 'ada' });
  expect(statusesOf(await repeat(60, say))).toEqual([200]);
  expectRefused(await say(0), 60);
  expectRefused(await say(1), 60);
  expect((await me.one.post(path, { message: 'Hello', userId: 'grace' })).status).toBe(200);
}, 60_000);

test('ten attempts a minute to sign in, register or reset a password, together, from one address', async () => {
  const { one, two } = somebody();
  const wrong = { username: administrator.username, password: 'guessed' };
  const attempts: (() => Promise<Answer>)[] = [
    ...Array.from({ length: 4 }, () => () => one.post('/api/v1/auth/login', wrong)),
    ...Array.from({ length: 3 }, () => () => two.post('/api/v1/auth/register', registration())),
    ...Array.from(
      { length: 2 },
      () => () => one.post('/api/v1/auth/password-reset-request', { email: 'nobody@example.org' }),
    ),
    () => two.post('/api/v1/auth/password-reset', { token: 'x'.repeat(43), password: 'of another' }),
  ];
  const statuses = [];
  for (const attempt of attempts) statuses.push((await attempt()).status);
  expect(statuses).not.toContain(429);
  expect(statuses.slice(0, 7)).toEqual([401, 401, 401, 401, 201, 201, 201]);
  for (const client of [one, two]) {
    expectRefused(await client.post('/api/v1/auth/login', administrator), 10);
    expectRefused(await client.post('/api/v1/auth/register', registration()), 10);
    expectRefused(
      await client.post('/api/v1/auth/password-reset-request', { email: 'nobody@example.org' }),
      10,
    );
  }
  expect((await somebody().one.post('/api/v1/auth/login', administrator)).status).toBe(200);
}, 60_000);

test('twenty other authentication calls a minute', async () => {
  const { one, two } = somebody();
  const refresh = (n: number) =>
    (n % 2 ? one : two).post('/api/v1/auth/refresh-token', { refreshToken: `none ${n}` });
  expect(statusesOf(await repeat(20, refresh))).toEqual([401]);
  expectRefused(await refresh(0), 20);
  const me = await user();
  const rename = (n: number) => (n % 2 ? me.one : me.two).put('/api/v1/auth/me', { name: `Name ${n}` });
  expect(statusesOf(await repeat(20, rename))).toEqual([200]);
  expectRefused(await rename(0), 20);
}, 60_000);

test('three hundred reads a minute', async () => {
  const me = await user();
  const read = (n: number) => (n % 2 ? me.one : me.two).get('/api/v1/chatbots');
  expect(statusesOf(await repeat(300, read))).toEqual([200]);
  expectRefused(await read(0), 300);
  expectRefused(await read(1), 300);
  expect((await me.one.post('/api/v1/chatbots', { name: 'Bot' })).status).toBe(201);
}, 60_000);

const messages = [
  {
    ...{ id: 'm1', content: 'It ships on Monday', created_at: '2026-01-05T09:00:00Z' },
    ...{ author_id: 'ada', author_name: 'Ada', channel_id: 'general' },
  },
];
const texts = ['The release is on Monday'];

test.each([
  ['summaries', 50, 3_600, '/api/ai/summarize', { messages }],
  ['searches', 20, 60, '/api/ai/search', { query: 'release', messages }],
  ['embeddings', 10, 60, '/api/ai/embed', { texts }],
  [
    'moderation',
    100,
    3_600,
    '/api/moderation/analyze',
    { contentId: 'm1', contentType: 'text', content: 'Good morning' },
  ],
])(
  '%s: %i within %i seconds for each user',
  async (_, limit, seconds, path, body) => {
    const me = await user();
    const ask = (n: number) => (n % 2 ? me.one : me.two).post(path, body);
    expect(statusesOf(await repeat(limit, ask))).toEqual([200]);
    const answer = await ask(0);
    const { retryAfter } = answer.body;
    expect([answer.status, answer.body]).toEqual([
      429,
      { success: false, error: 'Rate limit exceeded', code: 'RATE_LIMIT_EXCEEDED', retryAfter },
    ]);
    const header = (name: string): number => Number(answer.headers.get(name));
    expect([header('x-ratelimit-limit'), header('x-ratelimit-remaining')]).toEqual([limit, 0]);
    expect(header('retry-after')).toBe(retryAfter);
    expect(retryAfter).toBeGreaterThan(seconds === 60 ? 0 : 3_000);
    expect(retryAfter).toBeLessThanOrEqual(seconds + 1);
    expect((await (await user()).one.post(path, body)).status).toBe(200);
  },
  60_000,
);

test('a hundred embeddings a minute for an organisation, whoever of its members asks', async () => {
  const host = await user();
  const colleagues = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const guest = await user();
      const { email } = data(await guest.one.get('/api/v1/auth/me'));
      return { guest, email };
    }),
  );
  for (const { guest, email } of colleagues) {
    const { token } = data(
      await host.one.post('/api/v1/organization/invitations', { email, role: 'viewer' }),
      201,
    );
    data(await guest.two.post('/api/v1/organization/invitations/accept', { token }));
  }
  for (const { guest } of colleagues)
    expect(statusesOf(await repeat(10, () => guest.one.post('/api/ai/embed', { texts })))).toEqual([200]);
  const answer = await host.two.post('/api/ai/embed', { texts });
  expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([429, '100']);
  expect((await (await user()).one.post('/api/ai/embed', { texts })).status).toBe(200);
}, 120_000);

test('thirty requests a minute for an administrator', async () => {
  const { one, two } = somebody();
  const { accessToken } = data(await one.post('/api/v1/auth/login', administrator));
  const headers = { Authorization: `Bearer ${accessToken}` };
  const read = (n: number) => (n % 2 ? one : two).with(headers).get('/api/admin/ai/config');
  expect(statusesOf(await repeat(30, read))).toEqual([200]);
  expect((await read(0)).body).toMatchObject({ success: false, error: 'Rate limit exceeded' });
}, 60_000);

test('a dashboard in normal use stays below all of them', async () => {
  const { one: visitor } = somebody();
  const lowest: Record<string, number> = {};
  const noted = (kind: string, answer: Answer): Answer => {
    expect(answer.status).toBeLessThan(300);
    const left = Number(answer.headers.get('x-ratelimit-remaining'));
    lowest[kind] = Math.min(lowest[kind] ?? Infinity, left);
    return answer;
  };
  const values = registration();
  noted('auth', await visitor.post('/api/v1/auth/register', values));
  const { username, password } = values;
  const session = data(noted('auth', await visitor.post('/api/v1/auth/login', { username, password })));
  const me = visitor.with({ Authorization: `Bearer ${session.accessToken}` });
  const read = async (path: string) => data(noted('read', await me.get(`/api/v1${path}`)));
  const change = async (answer: Promise<Answer>) => noted('management', await answer).body.data;

  // The first page, a new bot with what belongs to it, and each of its pages, several times over.
  for (const path of ['/auth/me', '/organization', '/organization/members', '/chatbots', '/jobs'])
    await read(path);
  const bot = await change(me.post('/api/v1/chatbots', { name: 'Support', model: { provider: 'local' } }));
  const base = await change(me.post(`/api/v1/chatbots/${bot.id}/knowledge-bases`, { name: 'Handbook' }));
  for (let n = 0; n < 4; n++) {
    const form = new FormData();
    for (let k = 0; k < 5; k++) form.append('file', new Blob([`Note ${n}-${k}.`]), `note-${n}-${k}.md`);
    const { jobId } = await change(me.post(`/api/v1/knowledge-bases/${base.id}/items`, form));
    for (let look = 0; look < 10; look++) await read(`/jobs/${jobId}`);
    await read(`/knowledge-bases/${base.id}/items`);
  }
  for (const instructions of ['Be brief.', 'Be kind.', 'Be brief and kind.'])
    await change(me.put(`/api/v1/chatbots/${bot.id}`, { instructions }));
  await change(me.post(`/api/v1/chatbots/${bot.id}/personalities`, { name: 'Ada', tone: 'warm' }));
  await change(me.put(`/api/v1/knowledge-bases/${base.id}`, { description: 'Notes' }));
  for (let visit = 0; visit < 5; visit++)
    for (const path of ['', '/versions', '/personalities', '/knowledge-bases', '/conversation/history'])
      await read(`/chatbots/${bot.id}${path}`);
  for (let n = 0; n < 12; n++) {
    const message = `What does note ${n} say?`;
    const said = noted('conversation', await me.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
    const rating = { messageId: data(said).messageId, rating: 'up' };
    if (n % 4 === 0)
      noted('conversation', await me.post(`/api/v1/chatbots/${bot.id}/response-rating`, rating));
    await read(`/chatbots/${bot.id}/conversation/history?limit=20`);
  }
  // Not even half of what a minute allows to be read, and a good part of the rest to spare.
  expect(lowest.read).toBeGreaterThan(150);
  expect(lowest.management).toBeGreaterThan(10);
  expect(lowest.conversation).toBeGreaterThan(30);
  expect(lowest.auth).toBeGreaterThan(5);
}, 90_000);

test('while Redis hangs each process counts by itself, and operators see it', async () => {
  const given = createGiven(platform.url);
  const admin = given.signedIn(data(await somebody().one.post('/api/v1/auth/login', administrator)));
  const figure = async (name: string): Promise<number> =>
    String((await admin.get('/api/v1/metrics')).body)
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  const me = await user();
  const { valkey } = await platform.pids();
  const refusedBefore = await figure('rate_limited_requests_total');
  expect(refusedBefore).toBeGreaterThan(0);
  process.kill(valkey!, 'SIGSTOP');
  try {
    const change = () => me.one.put('/api/v1/organization', { name: 'Ours' });
    const answers = await Promise.all(Array.from({ length: 32 }, change));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expectRefused(refused[0]!, 30);
    const health = await me.anonymous.get('/health');
    expect(health.body).toMatchObject({ status: 'degraded', services: { redis: { status: 'unhealthy' } } });
    expect(await figure('rate_limit_counted_locally_total')).toBeGreaterThanOrEqual(32);
    expect(await figure('rate_limited_requests_total')).toBe(refusedBefore + 2);
  } finally {
    process.kill(valkey!, 'SIGCONT');
  }
}, 90_000);
