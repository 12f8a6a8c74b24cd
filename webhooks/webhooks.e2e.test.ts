import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WebSite } from '../test/doubles/web-site.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../test/helpers/given.js';
import { startSite } from '../test/helpers/sites.js';
import { createWebhook, hookPath as path } from '../test/helpers/webhooks.js';

const given = createGiven(platformUrl());
let me: Member;
let site: WebSite;
beforeAll(async () => {
  me = await given.owner();
  site = await startSite({ '/hook': 'ok' });
});
afterAll(() => site?.close());

const noStats = {
  total_deliveries: 0,
  successful_deliveries: 0,
  failed_deliveries: 0,
  pending_deliveries: 0,
};

test('a webhook is created with both names of its id, and its secret is shown this once', async () => {
  const before = Date.now();
  const created = await createWebhook(me, site, { name: 'CRM', events: ['message.sent', 'user.joined'] });
  const { secret, ...shown } = created;
  expect(shown).toEqual({
    ...{ id: expect.any(String), webhook_id: created.id, organizationId: me.user.organizationId },
    ...{ name: 'CRM', url: site.url('/hook'), events: ['message.sent', 'user.joined'], filters: {} },
    ...{ active: true, disabledReason: null, disabledAt: null, failingSince: null },
    ...{ formerSecretsUntil: null, last_delivery: null, delivery_stats: noStats, createdBy: me.user.id },
    ...{ createdAt: expect.any(String), created_at: created.createdAt, updatedAt: created.createdAt },
  });
  expect(Date.parse(created.createdAt)).toBeGreaterThanOrEqual(before - 1_000);
  expect(Buffer.from(/^whsec_(.+)$/.exec(secret)![1]!, 'base64')).toHaveLength(32);
  const again = data(await me.client.get(`${path}/${created.id}`));
  expect(again).toEqual(shown);
  const list = await me.client.get(path);
  expect(data(list)).toContainEqual(shown);
  expect(JSON.stringify(list.body)).not.toContain(secret);
});

test('two webhooks have different secrets, and one may bring its own', async () => {
  const own = unique('a secret of one’s own'.replaceAll(/[^a-z]/g, '-'));
  const [one, other, third] = await Promise.all([
    createWebhook(me, site),
    createWebhook(me, site),
    createWebhook(me, site, { secret: own }),
  ]);
  expect(one.secret).not.toBe(other.secret);
  expect(third.secret).toBe(own);
});

test.each([
  ['an unknown event', { events: ['message.lost'] }, 'body.events.0'],
  ['no event', { events: [] }, 'body.events'],
  ['a short secret', { secret: 'only15character' }, 'body.secret'],
  ['a secret that is no base64', { secret: 'whsec_not-base-64-at-all' }, 'body.secret'],
  ['an unknown field', { colour: 'red' }, 'body.colour'],
  ['an unknown filter', { filters: { colours: ['red'] } }, 'body.filters.colours'],
  ['an empty filter', { filters: { chatbotIds: [] } }, 'body.filters.chatbotIds'],
  ['a chatbot that is not there', { filters: { chatbotIds: [unusedId()] } }, 'body.filters.chatbotIds.0'],
  ['another scheme', { url: 'ftp://example.org/' }, 'body.url'],
  ['no URL', { url: 'example' }, 'body.url'],
])('%s is refused', async (_, values, where) => {
  const answer = await me.client.post(path, { url: site.url('/hook'), events: ['*'], ...values });
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(answer.body.message).toContain(where);
});

test('a change merges, null clears, and a wrong one changes nothing', async () => {
  const bot = await given.chatbot(me);
  const { id } = await createWebhook(me, site, {
    name: 'A',
    filters: { chatbotIds: [bot.id], userIds: ['u'] },
  });
  const put = async (values: object) => data(await me.client.put(`${path}/${id}`, values));
  expect(await put({ events: ['chatbot.created', 'chatbot.created'] })).toMatchObject({
    ...{ name: 'A', events: ['chatbot.created'], filters: { chatbotIds: [bot.id], userIds: ['u'] } },
  });
  expect((await put({ filters: { userIds: null } })).filters).toEqual({ chatbotIds: [bot.id] });
  expect(await put({ name: null, filters: null, active: false })).toMatchObject({
    ...{ name: null, filters: {}, active: false, disabledReason: null },
  });
  const wrong = await me.client.put(`${path}/${id}`, { name: 'B', url: 'http://10.0.0.1/' });
  expect([wrong.status, wrong.body.message]).toEqual([400, expect.stringContaining('body.url')]);
  expect(data(await me.client.get(`${path}/${id}`))).toMatchObject({ name: null, url: site.url('/hook') });
});

test('the list is paged, sorted, searched and filtered', async () => {
  const someone = await given.owner();
  for (const name of ['first hook', 'second hook', 'third'])
    await createWebhook(someone, site, { name, active: name !== 'third' });
  const list = async (query: string) => {
    const answer = await someone.client.get(`${path}?${query}`);
    return [data(answer).map(({ name }: { name: string }) => name), answer.body.pagination.total];
  };
  expect(await list('limit=2&sort=createdAt:asc')).toEqual([['first hook', 'second hook'], 3]);
  expect(await list('limit=2&page=2&sort=createdAt:asc')).toEqual([['third'], 3]);
  expect(await list('search=hook')).toEqual([['second hook', 'first hook'], 2]);
  expect(await list('active=false')).toEqual([['third'], 1]);
});

test('viewers read, editors change and delete, keys do what their scopes say', async () => {
  const [viewer, editor] = [await given.member(me, 'viewer'), await given.member(me, 'editor')];
  const { id } = await createWebhook(me, site);
  const changes = [
    ['POST', '', { url: site.url('/hook'), events: ['*'] }],
    ['PUT', `/${id}`, { name: 'x' }],
    ['POST', `/${id}/rotate-secret`, {}],
    ['POST', `/${id}/test`, {}],
    ['POST', `/${id}/deliveries/${unusedId()}/redeliver`, undefined],
    ['DELETE', `/${id}`, undefined],
  ] as const;
  const reader = await given.key(me, ['read']);
  for (const client of [viewer.client, reader]) {
    for (const read of ['', `/${id}`, `/${id}/deliveries`])
      expect((await client.get(`${path}${read}`)).status).toBe(200);
    for (const [method, end, body] of changes)
      expect([method, end, (await client.send(method, `${path}${end}`, body)).status]).toEqual([
        method,
        end,
        403,
      ]);
  }
  const expected = [201, 200, 200, 200, 404, 200];
  for (const [place, [method, end, body]] of changes.entries())
    expect([method, end, (await editor.client.send(method, `${path}${end}`, body)).status]).toEqual([
      ...[method, end, expected[place]],
    ]);
  expect((await me.client.get(`${path}/${id}`)).status).toBe(404);
});

test('what is done to webhooks is in the audit log', async () => {
  const { id } = await createWebhook(me, site);
  data(await me.client.put(`${path}/${id}`, { name: 'x' }));
  const { secret } = data(await me.client.post(`${path}/${id}/rotate-secret`, {}));
  data(await me.client.delete(`${path}/${id}`));
  const log = data(await me.client.get(`/api/v1/audit-log?target=${id}&sort=createdAt:asc`));
  expect(log.map(({ action, actorId }: { action: string; actorId: string }) => [action, actorId])).toEqual(
    ['created', 'updated', 'secret-rotated', 'deleted'].map((act) => [`webhook.${act}`, me.user.id]),
  );
  expect(JSON.stringify(log)).not.toContain(secret);
});

test('a deleted webhook takes its log along', async () => {
  const { id } = await createWebhook(me, site);
  const delivery = data(await me.client.post(`${path}/${id}/test`, {}));
  expect((await me.client.get(`${path}/${id}/deliveries/${delivery.id}`)).status).toBe(200);
  data(await me.client.delete(`${path}/${id}`));
  for (const end of ['', '/deliveries', `/deliveries/${delivery.id}`])
    expect((await me.client.get(`${path}/${id}${end}`)).status).toBe(404);
  expect((await me.client.delete(`${path}/${id}`)).status).toBe(404);
});
