import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { content, judgeLocally, moderator } from '../../test/helpers/moderation.js';

const given = createGiven(platformUrl());
const path = '/api/moderation/actions';
let chief: Member;
/** A member of the same organisation. */
let member: Member;
beforeAll(async () => {
  chief = await moderator();
  [member] = await Promise.all([given.member(chief, 'viewer'), judgeLocally(chief)]);
});
const act = async (who: Member, body: object, status = 200) => {
  const answer = await who.client.post(path, body);
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const asChief = (body: object) => ({ moderatorId: chief.user.id, ...body });
const target = (targetUserId = unique('user')) => ({
  targetType: 'message',
  targetId: unique('msg'),
  targetUserId,
});
const userState = async (userId: string) =>
  (await chief.client.get(`/api/moderation/users/${userId}`)).body.user;
const itemOf = async ({ targetId }: { targetId: string }) =>
  (await chief.client.get(`/api/moderation/queue?contentId=${targetId}`)).body.queue[0];
const flagged = async (userId: string) => {
  const { body } = content('you are a worthless idiot', { metadata: { userId } });
  return (await chief.client.post('/api/moderation/analyze', body)).body.queueItemId as string;
};

test.each([
  ['hide', 'Content hidden successfully', 'hidden'],
  ['delete', 'Content deleted successfully', 'deleted'],
] as const)('%s: %s', async (action, message, contentState) => {
  const at = target();
  expect(await act(chief, asChief({ action, ...at, reason: 'Coordinated spam attack' }))).toEqual({
    ...{ success: true, actionId: expect.any(String), message, affectedItems: 1 },
  });
  expect(await itemOf(at)).toMatchObject({
    ...{
      contentState,
      status: 'rejected',
      source: 'moderator',
      reviewedBy: chief.user.id,
      userId: at.targetUserId,
    },
  });
});

test('anybody flags, each once, and the more flag the more urgent it is', async () => {
  const at = target();
  const flag = { action: 'flag', ...at, reason: 'Inappropriate language' };
  expect(await act(member, flag)).toMatchObject({
    message: 'Content flagged successfully',
    affectedItems: 1,
  });
  expect(await act(member, { ...flag, moderatorId: member.user.id })).toMatchObject({ affectedItems: 0 });
  expect(await itemOf(at)).toMatchObject({ flags: 1, priority: 'medium', status: 'pending', source: 'user' });
  const third = await given.member(chief, 'viewer');
  await Promise.all([act(chief, flag), act(third, flag)]);
  expect(await itemOf(at)).toMatchObject({ flags: 3, priority: 'high' });
});

test('a warning, a mute and a ban are seen, and the latter two taken back', async () => {
  const targetUserId = unique('user');
  const on = (action: string, more: object = {}) => act(chief, asChief({ action, targetUserId, ...more }));
  expect((await on('warn', { reason: 'Be kind' })).message).toBe('User warned successfully');
  expect((await on('mute', { reason: 'Spam violation', duration: 1_440 })).message).toBe(
    'User muted successfully',
  );
  const muted = await userState(targetUserId);
  expect(muted).toMatchObject({
    ...{ muted: { reason: 'Spam violation' }, banned: null, trustScore: 0.87 },
    counts: { violations: 0, warnings: 1, mutes: 1, bans: 0 },
  });
  expect(Date.parse(muted.muted.until) - Date.parse(muted.muted.since)).toBe(1_440 * 60_000);
  expect((await on('ban')).message).toBe('User banned successfully');
  expect(await userState(targetUserId)).toMatchObject({ banned: { until: null }, counts: { bans: 1 } });
  expect((await on('unmute')).message).toBe('User unmuted successfully');
  expect((await on('unban')).message).toBe('User unbanned successfully');
  expect(await userState(targetUserId)).toMatchObject({ muted: null, banned: null });
  await act(chief, asChief({ action: 'unmute', targetUserId }), 409);
});

test('approving shows content again, rejecting takes it away, and a verdict is not given twice', async () => {
  const itemId = await flagged(unique('user'));
  const state = async () => (await chief.client.get(`/api/moderation/queue/${itemId}`)).body;
  expect((await state()).item.contentState).toBe('hidden');
  const claimed = await chief.client.post(`/api/moderation/queue/${itemId}/claim`);
  expect([claimed.status, claimed.body.item.status]).toEqual([200, 'reviewing']);
  expect((await act(chief, asChief({ action: 'approve', itemId }))).message).toBe(
    'Content approved successfully',
  );
  expect((await state()).item).toMatchObject({
    status: 'approved',
    contentState: 'visible',
    reviewedBy: chief.user.id,
  });
  await act(chief, asChief({ action: 'approve', itemId }), 409);
  expect((await chief.client.post(`/api/moderation/queue/${itemId}/claim`)).status).toBe(409);
  expect((await act(chief, asChief({ action: 'reject', itemId }))).message).toBe(
    'Content rejected successfully',
  );
  const { item, history } = await state();
  expect(item).toMatchObject({ status: 'rejected', contentState: 'hidden' });
  expect(history.map((one: { action: string }) => one.action)).toEqual(['reject', 'approve', 'hide']);
});

test('whom an item is about may appeal once at a time, others may not even know of it', async () => {
  const itemId = await flagged(member.user.id);
  const appeal = { action: 'appeal', itemId, appealText: 'It was a quote' };
  const other = await given.member(chief, 'viewer');
  await act(other, appeal, 404);
  expect((await act(member, appeal)).message).toBe('Appeal submitted successfully');
  await act(member, appeal, 409);
  const read = async () => (await chief.client.get(`/api/moderation/queue/${itemId}`)).body.item;
  expect(await read()).toMatchObject({
    status: 'pending',
    appeal: { status: 'open', text: 'It was a quote', userId: member.user.id },
  });
  await act(chief, asChief({ action: 'reject', itemId }));
  expect(await read()).toMatchObject({ status: 'rejected', appeal: { status: 'denied' } });
  await act(member, appeal);
  await act(chief, asChief({ action: 'approve', itemId }));
  expect(await read()).toMatchObject({
    status: 'approved',
    contentState: 'visible',
    appeal: { status: 'accepted' },
  });
});

test('many at once have a result each', async () => {
  const bulk = [target(), target(), target()];
  expect(await act(chief, asChief({ action: 'hide', reason: 'Coordinated spam attack', bulk }))).toEqual({
    success: true,
    stats: { total: 3, success: 3, failure: 0 },
    results: bulk.map(({ targetId }) => ({ targetId, success: true, actionId: expect.any(String) })),
  });
  const itemId = await flagged(unique('user'));
  const mixed = await act(chief, asChief({ action: 'approve', bulk: [{ itemId }, { itemId: unusedId() }] }));
  expect([mixed.stats, mixed.results[1]]).toEqual([
    { total: 2, success: 1, failure: 1 },
    { targetId: expect.any(String), success: false, error: 'Queue item not found' },
  ]);
});

test('the log is read by moderators, newest first, by page and by what was done', async () => {
  const targetUserId = unique('user');
  for (const action of ['warn', 'mute', 'unmute']) await act(chief, asChief({ action, targetUserId }));
  const log = async (query: string) =>
    (await chief.client.get(`${path}?targetUserId=${targetUserId}&${query}`)).body;
  const actionsOf = ({ auditLog }: { auditLog: { action: string }[] }) =>
    auditLog.map(({ action }) => action);
  expect(actionsOf(await log(''))).toEqual(['unmute', 'mute', 'warn']);
  expect(await log('limit=1&page=2')).toMatchObject({
    ...{ success: true, count: 1, total: 3, pages: 3, page: 2, limit: 1 },
    auditLog: [
      {
        action: 'mute',
        moderatorId: chief.user.id,
        targetType: 'user',
        automated: false,
        origin: null,
        timestamp: expect.any(String),
      },
    ],
  });
  expect(actionsOf(await log('action=warn'))).toEqual(['warn']);
  expect(actionsOf(await log(`to=${new Date(0).toISOString()}`))).toEqual([]);
  expect(actionsOf(await log('automated=true'))).toEqual([]);
  expect((await member.client.get(path)).status).toBe(403);
});

test('what a member may not do, and what an action lacks', async () => {
  for (const action of ['hide', 'delete']) await act(member, { action, ...target() }, 403);
  for (const action of ['warn', 'mute', 'ban', 'unmute', 'unban'])
    await act(member, { action, targetUserId: 'u', moderatorId: member.user.id }, 403);
  for (const action of ['approve', 'reject'])
    await act(member, { action, itemId: unusedId(), moderatorId: member.user.id }, 403);
  for (const path of ['/api/moderation/queue', `/api/moderation/users/${chief.user.id}`])
    expect((await member.client.get(path)).status).toBe(403);
  expect((await member.client.get(`/api/moderation/users/${member.user.id}`)).status).toBe(200);

  const complete: Record<string, object> = {
    ...{ flag: target(), hide: target(), delete: target() },
    ...{
      warn: asChief({ targetUserId: 'u' }),
      mute: asChief({ targetUserId: 'u' }),
      unmute: asChief({ targetUserId: 'u' }),
    },
    ...{ ban: asChief({ targetUserId: 'u' }), unban: asChief({ targetUserId: 'u' }) },
    ...{
      approve: asChief({ itemId: 'i' }),
      reject: asChief({ itemId: 'i' }),
      appeal: { itemId: 'i', appealText: 'x' },
    },
  };
  for (const [action, fields] of Object.entries(complete))
    for (const missing of Object.keys(fields)) {
      const { details } = await act(chief, { action, ...fields, [missing]: undefined }, 400);
      expect(details).toContain(`body.${missing}: required for ${action}`);
    }
  for (const wrong of [
    { action: 'praise' },
    { duration: 0 },
    { duration: 1.5 },
    { bulk: [] },
    { unknown: 1 },
  ])
    await act(chief, asChief({ action: 'mute', targetUserId: 'u', ...wrong }), 400);
});

test('the queue is filtered and paged, the most urgent first', async () => {
  const host = await moderator();
  await judgeLocally(host);
  const texts = ['fuck', 'I will murder your whole family', 'go die, you worthless idiot'];
  for (const text of texts) await host.client.post('/api/moderation/analyze', content(text).body);
  const list = async (query = '') => (await host.client.get(`/api/moderation/queue${query}`)).body;
  const all = await list();
  const urgency = ['low', 'medium', 'high', 'critical'];
  const order = all.queue.map(({ priority }: { priority: string }) => urgency.indexOf(priority));
  expect([all.total, order]).toEqual([3, [...order].sort((a, b) => b - a)]);
  expect((await list('?limit=2&page=2')).queue).toEqual([all.queue[2]]);
  expect(
    (await list('?priority=critical')).queue.every(
      ({ priority }: { priority: string }) => priority === 'critical',
    ),
  ).toBe(true);
  expect([(await list('?status=approved')).total, (await list('?status=pending')).total]).toEqual([0, 3]);
  for (const query of ['?status=lost', '?limit=101', '?unknown=1', '?priority[$ne]=low'])
    expect((await host.client.get(`/api/moderation/queue${query}`)).status).toBe(400);
});
