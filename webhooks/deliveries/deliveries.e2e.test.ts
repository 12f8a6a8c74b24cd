import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSite, type Page } from '../../test/doubles/web-site.js';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';
import { startSite } from '../../test/helpers/sites.js';
import { until } from '../../test/helpers/until.js';
import {
  attemptsIn,
  createWebhook,
  hookPath,
  ledgerOf,
  settledLog,
  verified,
} from '../../test/helpers/webhooks.js';

const given = createGiven(platformUrl());
let me: Member;
let site: WebSite;
/** Nobody hears what another test has caused, however late it comes. */
beforeEach(async () => {
  [me, site] = await Promise.all([given.owner(), startSite({ '/hook': 'thanks' })]);
});
afterEach(() => site?.close());

const statusesOf = ({ attempts }: { attempts: { status: number | null }[] }) =>
  attempts.map(({ status }) => status);
const statsOf = async (id: string) => data(await me.client.get(`${hookPath}/${id}`)).delivery_stats;

/** Answers with each of these in turn, and with the last one for ever. */
const inTurn = (...pages: Page[]): Page => {
  let turn = 0;
  return (request, response) => {
    const page = pages[Math.min(turn++, pages.length - 1)]!;
    if (typeof page === 'function') return page(request, response);
    const { status = 200, headers = {}, body = '' } = typeof page === 'string' ? { body: page } : page;
    response.writeHead(status, headers as Record<string, string>).end(body);
  };
};

async function talk(values: object = {}) {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const conversation = `/api/v1/chatbots/${bot.id}/conversation`;
  const answer = data(
    await me.client.post(conversation, { message: 'Hello there', userId: 'eve', ...values }),
  );
  data(await me.client.post(`${conversation}/${answer.conversationId}/end`));
  return { bot, answer };
}

test('the life of a bot and of a conversation arrives, each event once, signed, with what is documented', async () => {
  const hook = await createWebhook(me, site);
  const { bot, answer } = await talk();
  const log = await settledLog(me.client, hook.id, 5);
  const received = site.requests.map((request) => verified(request, hook.secret));
  const about = { chatbotId: bot.id, conversationId: answer.conversationId, userId: 'eve' };
  const expected: Record<string, object> = {
    'chatbot.created': { chatbotId: bot.id, name: bot.name },
    'conversation.started': about,
    'message.received': { ...about, messageId: expect.any(String), text: 'Hello there', truncated: false },
    'message.sent': {
      ...{ ...about, messageId: answer.messageId, replyTo: expect.any(String) },
      ...{ text: answer.message, truncated: false, grounded: answer.grounded },
    },
    'conversation.ended': { ...about, reason: 'closed' },
  };
  expect(Object.fromEntries(received.map(({ type, data }) => [type, data]))).toEqual(expected);
  expect(received).toHaveLength(5);
  for (const [place, { id, timestamp }] of received.entries()) {
    expect(site.requests[place]).toMatchObject({
      ...{ method: 'POST', path: '/hook' },
      headers: { 'webhook-id': id, 'content-type': 'application/json' },
    });
    expect(new Date(timestamp).toISOString()).toBe(timestamp);
  }
  expect(attemptsIn(log)).toEqual(expect.arrayContaining(ledgerOf(site)));
  expect(attemptsIn(log)).toHaveLength(5);
  expect(log.map(({ state }) => state)).toEqual(Array(5).fill('delivered'));
  const [first] = log;
  expect(first).toMatchObject({
    ...{ delivery_id: first.id, webhookId: hook.id, webhook_id: hook.id, test: false, attemptCount: 1 },
    ...{ nextAttemptAt: null, deliveredAt: first.attempts[0].at },
    attempts: [
      {
        ...{ status: 200, error: null, durationMs: expect.any(Number) },
        request: { url: site.url('/hook'), headers: { 'webhook-id': first.eventId } },
        response: { contentType: 'text/html; charset=utf-8', retryAfter: null, body: 'thanks' },
      },
    ],
  });
  expect(JSON.parse(first.attempts[0].request.body)).toMatchObject({ id: first.eventId, type: first.type });
  expect(await statsOf(hook.id)).toEqual({
    ...{ total_deliveries: 5, successful_deliveries: 5, failed_deliveries: 0, pending_deliveries: 0 },
  });
  expect(data(await me.client.get(`${hookPath}/${hook.id}`)).last_delivery).toBe(
    log
      .map(({ attempts }) => attempts[0].at)
      .sort()
      .at(-1),
  );
});

test('registrations are told to administrators only', async () => {
  const administrator = { client: await given.admin() };
  const theirs = await createWebhook(administrator, site, { events: ['user.registered'] }, '/administrator');
  const mine = await createWebhook(me, site, { events: ['user.registered'] });
  site.set({ '/administrator': 'ok' });
  const somebody = await given.owner();
  const told = () => site.requests.filter(({ path }) => path === '/administrator');
  await until(() => told().some(({ body }) => body.includes(somebody.user.id)));
  const request = told().find(({ body }) => body.includes(somebody.user.id))!;
  expect(verified(request, theirs.secret)).toMatchObject({
    ...{ type: 'user.registered', data: { userId: somebody.user.id, username: somebody.user.username } },
  });
  expect(data(await me.client.get(`${hookPath}/${mine.id}/deliveries`))).toEqual([]);
  data(await administrator.client.delete(`${hookPath}/${theirs.id}`));
});

const create = async () => void (await given.chatbot(me));

test('a receiver that fails is asked again, each time as documented, and then succeeds', async () => {
  site.set({ '/hook': inTurn({ status: 500, body: 'out of order' }, { status: 404 }, 'ok') });
  const hook = await createWebhook(me, site, { events: ['chatbot.created'] });
  await create();
  const [delivery] = await settledLog(me.client, hook.id, 1);
  expect(delivery).toMatchObject({ state: 'delivered', attemptCount: 3, nextAttemptAt: null });
  expect(statusesOf(delivery)).toEqual([500, 404, 200]);
  expect(delivery.attempts[0]).toMatchObject({
    ...{ error: 'The receiver answered 500', response: { body: 'out of order' } },
  });
  expect(attemptsIn([delivery])).toEqual(ledgerOf(site));
  // One event, three signatures: the time is that of the attempt.
  const bodies = site.requests.map((request) => verified(request, hook.secret));
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  const waits = site.requests.slice(1).map(({ at }, place) => at - site.requests[place]!.at);
  expect(waits[0]).toBeGreaterThanOrEqual(200);
  expect(waits[1]).toBeGreaterThanOrEqual(300);
  expect(data(await me.client.get(`${hookPath}/${hook.id}`)).failingSince).toBeNull();
});

test.each<[string, Page, number | null, RegExp]>([
  ['answers 500', { status: 500 }, 500, /answered 500/],
  [
    'redirects',
    { status: 301, headers: { location: '/elsewhere' } },
    301,
    /answered 301; redirects are not followed/,
  ],
  ['is slow', () => sleep(60_000, undefined, { ref: false }), null, /took too long/],
  ['hangs up', (request) => void request.socket.destroy(), null, /cannot be reached/],
  [
    'hangs up in the middle of its answer',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('only the beg');
      setTimeout(() => response.destroy(), 50);
    },
    null,
    /cannot be reached/,
  ],
  [
    'closes its half of the connection without an answer',
    (request) => void request.socket.end(),
    null,
    /cannot be reached/,
  ],
  ['does not speak HTTP', (request) => void request.socket.end('hello\r\n\r\n'), null, /not valid HTTP/],
])(
  'a receiver that %s gets every attempt, and then the delivery has failed',
  async (_, page, status, error) => {
    site.set({ '/hook': page, '/elsewhere': 'never' });
    const hook = await createWebhook(me, site, { events: ['chatbot.created'] });
    await create();
    const [delivery] = await settledLog(me.client, hook.id, 1);
    expect(delivery).toMatchObject({
      state: 'failed',
      attemptCount: 4,
      nextAttemptAt: null,
      deliveredAt: null,
    });
    expect(statusesOf(delivery)).toEqual(Array(4).fill(status));
    for (const attempt of delivery.attempts) expect(attempt.error).toMatch(error);
    expect(attemptsIn([delivery])).toEqual(ledgerOf(site));
    expect(site.count('/elsewhere')).toBe(0);
    for (const request of site.requests) verified(request, hook.secret);
    expect(await statsOf(hook.id)).toMatchObject({ total_deliveries: 1, failed_deliveries: 1 });
    expect(data(await me.client.get(`${hookPath}/${hook.id}`))).toMatchObject({
      ...{ active: true, failingSince: delivery.attempts[0].at, last_delivery: delivery.attempts[3].at },
    });
  },
);

test('a receiver that is down has all that it missed delivered again on request', async () => {
  const away = await startSite({ '/hook': 'ok' });
  const { port } = away;
  const hook = await createWebhook(me, away, { events: ['chatbot.created'] });
  await away.close();
  await create();
  const [missed] = await settledLog(me.client, hook.id, 1);
  expect(missed).toMatchObject({ state: 'failed', attemptCount: 4 });
  expect(statusesOf(missed)).toEqual([null, null, null, null]);
  const back = await new WebSite({ '/hook': 'ok' }).start(port);
  try {
    const again = await me.client.post(`${hookPath}/${hook.id}/deliveries/${missed.id}/redeliver`);
    expect(data(again, 202)).toMatchObject({ id: missed.id, state: 'pending', attemptCount: 4 });
    const [delivery] = await settledLog(me.client, hook.id, 1);
    expect(delivery).toMatchObject({ id: missed.id, state: 'delivered', attemptCount: 5 });
    expect(back.requests.map((request) => verified(request, hook.secret).id)).toEqual([missed.eventId]);
  } finally {
    await back.close();
  }
});

test('410 switches the webhook off, stops what waits, and is told to the others', async () => {
  site.set({ '/gone': { status: 410, body: 'moved away' }, '/watch': 'ok' });
  const watch = await createWebhook(me, site, { events: ['webhook.disabled'] }, '/watch');
  const gone = await createWebhook(me, site, { name: 'Old', events: ['chatbot.created'] }, '/gone');
  await create();
  const [delivery] = await settledLog(me.client, gone.id, 1);
  expect(delivery).toMatchObject({ state: 'disabled', attemptCount: 1, nextAttemptAt: null });
  const [notice] = await settledLog(me.client, watch.id, 1);
  const reason = 'The receiver answered 410 Gone';
  expect(
    verified(
      site.requests.find(({ path }) => path === '/watch')!,
      watch.secret,
    ),
  ).toMatchObject({
    ...{ id: notice.eventId, type: 'webhook.disabled', data: { webhookId: gone.id, name: 'Old', reason } },
  });
  expect(data(await me.client.get(`${hookPath}/${gone.id}`))).toMatchObject({
    ...{ active: false, disabledReason: reason, disabledAt: expect.any(String) },
    delivery_stats: { total_deliveries: 1, failed_deliveries: 1 },
  });
  // Nothing is planned for it any more, and nothing is made again before it is switched on.
  await create();
  const redeliver = () => me.client.post(`${hookPath}/${gone.id}/deliveries/${delivery.id}/redeliver`);
  expect((await redeliver()).status).toBe(409);
  site.set({ '/gone': 'here again' });
  const on = data(await me.client.put(`${hookPath}/${gone.id}`, { active: true }));
  expect(on).toMatchObject({ active: true, disabledReason: null, disabledAt: null, failingSince: null });
  data(await redeliver(), 202);
  const log = await settledLog(me.client, gone.id, 1);
  expect(log.map(({ state }) => state)).toEqual(['delivered']);
  expect(attemptsIn(log)).toEqual(ledgerOf(site, '/gone'));
});

test('Retry-After is waited for, and no longer than that', async () => {
  site.set({ '/hook': inTurn({ status: 503, headers: { 'retry-after': '2' } }, 'ok') });
  const hook = await createWebhook(me, site, { events: ['chatbot.created'] });
  await create();
  const [delivery] = await settledLog(me.client, hook.id, 1);
  expect(statusesOf(delivery)).toEqual([503, 200]);
  expect(delivery.attempts[0].response.retryAfter).toBe('2');
  expect(site.requests[1]!.at - site.requests[0]!.at).toBeGreaterThanOrEqual(2_000);
});

test('any 2xx is success, and of a large answer the beginning is read', async () => {
  const large: Page = (_request, response) => {
    response.writeHead(202);
    response.end('x'.repeat(5_000_000));
  };
  site.set({ '/hook': inTurn({ status: 204 }, large) });
  const hook = await createWebhook(me, site, { events: ['chatbot.created'] });
  await create();
  await settledLog(me.client, hook.id, 1);
  await create();
  const log = await settledLog(me.client, hook.id, 2);
  expect(log.map(statusesOf)).toEqual([[204], [202]]);
  expect(log[1].attempts[0].response.body).toBe('x'.repeat(1_000));
});

test('a rotated secret signs beside the new one until its time is over', async () => {
  const own = 'a secret of somebody’s own'.replaceAll(/[^a-z]/g, '-');
  const { id, secret: first } = await createWebhook(me, site, { events: ['chatbot.created'], secret: own });
  const rotate = async (body: object) => data(await me.client.post(`${hookPath}/${id}/rotate-secret`, body));
  const { secret: second, formerSecretsUntil } = await rotate({});
  expect(Date.parse(formerSecretsUntil)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  expect(data(await me.client.get(`${hookPath}/${id}`))).not.toHaveProperty('secret');
  const next = async (size: number) => {
    await create();
    await settledLog(me.client, id, size);
    return site.requests.at(-1)!;
  };
  const both = await next(1);
  expect(String(both.headers['webhook-signature']).split(' ')).toHaveLength(2);
  for (const secret of [first, second]) verified(both, secret);
  // Whoever knows of a leak ends all former ones at once.
  const { secret: third, formerSecretsUntil: none } = await rotate({ overlapHours: 0 });
  expect(none).toBeNull();
  const alone = await next(2);
  verified(alone, third);
  for (const secret of [first, second]) expect(() => verified(alone, secret)).toThrow();
  // An overlap that ends by itself.
  const { secret: fourth } = await rotate({ overlapHours: 1 / 3_600 });
  await sleep(1_500);
  const later = await next(3);
  verified(later, fourth);
  expect(() => verified(later, third)).toThrow();
});

test('filters let through what they name, and events that are not wanted are not stored', async () => {
  const [one, other] = [await given.chatbot(me), await given.chatbot(me)];
  site.set({ '/bot': 'ok', '/user': 'ok', '/both': 'ok', '/type': 'ok' });
  const bots = await createWebhook(me, site, { filters: { chatbotIds: [one.id] } }, '/bot');
  const users = await createWebhook(me, site, { filters: { userIds: ['ada', 'bob'] } }, '/user');
  const both = await createWebhook(
    me,
    site,
    { filters: { chatbotIds: [other.id], users: ['ada'] }, events: ['message.received'] },
    '/both',
  );
  const types = await createWebhook(me, site, { events: ['conversation.started'] }, '/type');
  for (const [bot, userId] of [
    [one, 'ada'],
    [other, 'ada'],
    [other, 'eve'],
  ])
    data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: 'Hello', userId }));
  const logs = [
    await settledLog(me.client, bots.id, 3),
    await settledLog(me.client, users.id, 6),
    await settledLog(me.client, both.id, 1),
    await settledLog(me.client, types.id, 3),
  ];
  expect(logs.map((log) => log.length)).toEqual([3, 6, 1, 3]);
  const bodies = (path: string) =>
    site.requests.filter((request) => request.path === path).map(({ body }) => JSON.parse(body));
  expect(new Set(bodies('/bot').map(({ data }) => data.chatbotId))).toEqual(new Set([one.id]));
  expect(new Set(bodies('/user').map(({ data }) => data.userId))).toEqual(new Set(['ada']));
  expect(bodies('/both')).toMatchObject([
    { type: 'message.received', data: { chatbotId: other.id, userId: 'ada' } },
  ]);
  expect(new Set(bodies('/type').map(({ type }) => type))).toEqual(new Set(['conversation.started']));
});

test('nobody hears of another organisation', async () => {
  const stranger = await given.owner();
  site.set({ '/theirs': 'ok' });
  // Not of registrations: the stranger's own may be told late.
  const events = ['chatbot.created', 'conversation.started', 'message.received', 'message.sent'];
  const theirs = await createWebhook(stranger, site, { events }, '/theirs');
  const mine = await createWebhook(me, site);
  await talk();
  await given.chatbot(stranger);
  expect(await settledLog(me.client, mine.id, 5)).toHaveLength(5);
  const log = await settledLog(stranger.client, theirs.id, 1);
  expect(log.map(({ type }) => type)).toEqual(['chatbot.created']);
  expect(ledgerOf(site, '/theirs')).toEqual(attemptsIn(log));
});

test('a webhook that is switched off hears nothing and stops what waits', async () => {
  site.set({ '/hook': { status: 503, headers: { 'retry-after': '600' } } });
  const hook = await createWebhook(me, site, { events: ['chatbot.created'] });
  await create();
  await until(async () => data(await me.client.get(`${hookPath}/${hook.id}`)).last_delivery !== null);
  const waiting = data(await me.client.get(`${hookPath}/${hook.id}/deliveries?status=pending`));
  expect(waiting).toHaveLength(1);
  expect(Date.parse(waiting[0].nextAttemptAt)).toBeGreaterThan(Date.now() + 500_000);
  data(await me.client.put(`${hookPath}/${hook.id}`, { active: false }));
  const [stopped] = await settledLog(me.client, hook.id, 1);
  expect(stopped).toMatchObject({ state: 'disabled', attemptCount: 1, nextAttemptAt: null });
  await create();
  data(await me.client.put(`${hookPath}/${hook.id}`, { active: true }));
  site.set({ '/hook': 'ok' });
  await create();
  const log = await settledLog(me.client, hook.id, 2);
  expect(log.map(({ state }) => state)).toEqual(['disabled', 'delivered']);
});

test('what waits can be had at once', async () => {
  site.set({ '/hook': inTurn({ status: 429, headers: { 'retry-after': '600' } }, 'ok') });
  const hook = await createWebhook(me, site, { events: ['chatbot.created'] });
  await create();
  await until(() => site.count('/hook') === 1);
  let answer = { status: 409 };
  await until(async () => {
    const [waiting] = data(await me.client.get(`${hookPath}/${hook.id}/deliveries`));
    if (waiting) answer = await me.client.post(`${hookPath}/${hook.id}/deliveries/${waiting.id}/redeliver`);
    return answer.status !== 409;
  });
  expect(answer.status).toBe(202);
  const [delivery] = await settledLog(me.client, hook.id, 1);
  expect(statusesOf(delivery)).toEqual([429, 200]);
});

test('a test tells what the receiver said, at once, and is in the log', async () => {
  site.set({ '/hook': inTurn('welcome', { status: 500, body: 'no' }) });
  const hook = await createWebhook(me, site, { active: false, events: ['message.sent'] });
  const send = async (body?: object) => data(await me.client.post(`${hookPath}/${hook.id}/test`, body));
  const good = await send();
  expect(good).toMatchObject({
    ...{ type: 'webhook.test', test: true, state: 'delivered', eventId: expect.stringMatching(/^test_/) },
    attempts: [{ status: 200, response: { body: 'welcome' } }],
  });
  const bad = await send({ event_type: 'message.created', test_data: { message: 'This is a test' } });
  expect(bad).toMatchObject({
    ...{ type: 'message.created', state: 'failed', nextAttemptAt: null },
    attempts: [{ status: 500, error: 'The receiver answered 500', response: { body: 'no' } }],
  });
  expect(site.requests.map((request) => verified(request, hook.secret))).toMatchObject([
    { id: good.eventId, type: 'webhook.test', data: { webhookId: hook.id } },
    { id: bad.eventId, type: 'message.created', data: { message: 'This is a test' } },
  ]);
  const page = async (query: string) => {
    const answer = await me.client.get(`${hookPath}/${hook.id}/deliveries?${query}`);
    return [data(answer).map(({ id }: { id: string }) => id), answer.body.pagination.total];
  };
  expect(await page('')).toEqual([[bad.id, good.id], 2]);
  expect(await page('limit=1&page=2')).toEqual([[good.id], 2]);
  expect(await page('status=failed')).toEqual([[bad.id], 1]);
  expect(await page('event=webhook.test')).toEqual([[good.id], 1]);
  expect(data(await me.client.get(`${hookPath}/${hook.id}/deliveries/${bad.id}`))).toEqual(bad);
});
