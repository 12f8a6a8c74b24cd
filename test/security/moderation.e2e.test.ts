import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, platformUrl, unique, unusedId, type Member } from '../helpers/given.js';
import { content, judgeLocally, moderator } from '../helpers/moderation.js';

const given = createGiven(platformUrl());
let theirs: Member;
let mine: Member;
let itemId: string;
let author: string;
beforeAll(async () => {
  [theirs, mine] = await Promise.all([moderator(), moderator()]);
  await judgeLocally(theirs);
  author = unique('author');
  const { body } = content('I will murder your whole family', { metadata: { userId: author } });
  itemId = (await theirs.client.post('/api/moderation/analyze', body)).body.queueItemId;
});
const act = (who: Member, body: object) => who.client.post('/api/moderation/actions', body);

test('what another organisation moderates is as absent as what never was', async () => {
  for (const [method, path] of [
    ['GET', '/api/moderation/queue/'],
    ['POST', '/api/moderation/queue/', '/claim'],
  ] as const) {
    const at = (id: string) => `${path}${id}${method === 'POST' ? '/claim' : ''}`;
    const [foreign, absent] = [
      await mine.client.send(method, at(itemId)),
      await mine.client.send(method, at(unusedId())),
    ];
    expect([foreign.status, foreign.body]).toEqual([404, absent.body]);
  }
  const moderatorId = mine.user.id;
  for (const body of [
    { action: 'approve', moderatorId },
    { action: 'reject', moderatorId },
    { action: 'appeal', appealText: 'x' },
  ])
    expect((await act(mine, { ...body, itemId })).status).toBe(404);
  expect((await mine.client.get(`/api/moderation/actions?itemId=${itemId}`)).body.total).toBe(0);
  expect((await mine.client.get(`/api/moderation/users/${author}`)).body.user.counts.violations).toBe(0);
  expect((await theirs.client.get(`/api/moderation/users/${author}`)).body.user.counts.violations).toBe(1);
  expect((await mine.client.get('/api/moderation/stats?period=all')).body.metrics.totalAnalyzed).toBe(0);
  expect((await theirs.client.get(`/api/moderation/queue/${itemId}`)).body.item.status).toBe('pending');
});

test("nobody acts in another's name", async () => {
  for (const moderatorId of [theirs.user.id, unusedId()]) {
    const answer = await act(mine, { action: 'warn', targetUserId: 'u', moderatorId });
    expect([answer.status, answer.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  }
  const owner = await given.owner();
  const forged = {
    action: 'flag',
    targetType: 'message',
    targetId: 'm',
    targetUserId: 'u',
    moderatorId: mine.user.id,
  };
  expect((await act(owner, forged)).status).toBe(403);
});

test.each([{ $ne: null }, { $gt: '' }, { $regex: '.*' }, [{ $ne: 1 }]])(
  '%j is no text of a field and no filter',
  async (operator) => {
    const moderatorId = mine.user.id;
    for (const body of [
      { action: 'approve', moderatorId, itemId: operator },
      { action: 'mute', moderatorId, targetUserId: operator },
      { action: 'hide', targetType: 'message', targetId: operator, targetUserId: 'u' },
      { action: operator, moderatorId },
    ])
      expect((await act(mine, body)).status).toBe(400);
    expect(
      (await mine.client.post('/api/moderation/analyze', { contentId: operator, content: 'x' })).status,
    ).toBe(400);
  },
);

test.each([
  'queue?userId[$ne]=x',
  'actions?targetId[$gt]=',
  'queue?status[]=pending&status[]=x',
  'stats?period[$ne]=1d',
])('%s is refused', async (path) => {
  expect((await mine.client.get(`/api/moderation/${path}`)).status).toBe(400);
});
