import { beforeAll, expect, test } from '@jest/globals';
import { createGiven, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { content, judgeLocally, moderator } from '../../test/helpers/moderation.js';

const given = createGiven(platformUrl());
const path = '/api/moderation/stats';
let chief: Member;
let member: Member;
beforeAll(async () => {
  chief = await moderator();
  [member] = await Promise.all([given.member(chief, 'viewer'), judgeLocally(chief)]);
});
const stats = async (query = '', who = chief) => {
  const answer = await who.client.get(`${path}${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
const analyze = async (text: string, userId: string) => {
  const { body } = content(text, { metadata: { userId } });
  const answer = await chief.client.post('/api/moderation/analyze', body);
  return { contentId: body.contentId, itemId: answer.body.queueItemId as string };
};
const act = async (body: object, who = chief) => {
  const answer = await who.client.post('/api/moderation/actions', { moderatorId: who.user.id, ...body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};
const today = () => new Date().toISOString().slice(0, 10);
const countOf = (trend: { date: string; count: number }[]) =>
  trend.reduce((sum, { count }) => sum + count, 0);

test('without anything every figure is zero, and what cannot be known is null', async () => {
  const empty = await stats('', await moderator());
  expect(empty).toMatchObject({
    ...{ success: true, period: { label: '7d' }, topViolators: [], topCategories: [] },
    metrics: { totalFlagged: 0, pendingReview: 0, totalActions: 0, avgResponseTime: null, flaggedRate: null },
    autoActionEffectiveness: {
      accuracy: null,
      falsePositiveRate: null,
      falseNegativeRate: null,
      precision: null,
      recall: null,
    },
    responseTimeDistribution: { under1h: 0, under6h: 0, under24h: 0, over24h: 0 },
  });
  expect([empty.violationTrends.spam.length, countOf(empty.violationTrends.spam)]).toEqual([8, 0]);
});

test('the figures are those that are counted by hand, and each cause moves only its own', async () => {
  const [bad, rude] = [unique('bad'), unique('rude')];
  const threat = await analyze('I will murder your whole family', bad);
  const second = await analyze('you are a worthless and pathetic idiot', bad);
  const swear = await analyze('what the fuck is this', rude);
  const fine = await analyze('The weather is lovely today', rude);
  await analyze('See you at the meeting tomorrow', rude);

  await act({ action: 'reject', itemId: threat.itemId });
  await act({ action: 'approve', itemId: swear.itemId });
  // Content that the analysis had let pass: a member flags it, and a moderator agrees.
  await act({ action: 'flag', targetType: 'message', targetId: fine.contentId, targetUserId: rude }, member);
  await act({ action: 'hide', targetType: 'message', targetId: fine.contentId, targetUserId: rude });
  await act({ action: 'warn', targetUserId: bad });
  await act({ action: 'mute', targetUserId: bad, duration: 5 });

  const counted = await stats('?period=1d');
  expect(counted.metrics).toMatchObject({
    ...{ totalAnalyzed: 5, totalFlagged: 4, pendingReview: 1, highPriority: 1, flaggedRate: 3 / 5 },
    ...{ totalActions: 9, automatedActions: 3, manualActions: 6, avgResponseTime: expect.any(Number) },
  });
  expect(counted.queueStats).toMatchObject({
    ...{ total: 4, byStatus: { pending: 1, reviewing: 0, approved: 1, rejected: 2, auto_resolved: 0 } },
    byAutoAction: { none: 1, flagged: 1, hidden: 2, warned: 0, muted: 0, deleted: 0 },
  });
  expect(counted.actionStats).toMatchObject({
    ...{ total: 9, automatedCount: 3, manualCount: 6 },
    byType: {
      flagged: 2,
      hidden: 3,
      approved: 1,
      rejected: 1,
      deleted: 0,
      warned: 1,
      muted: 1,
      banned: 0,
      appealed: 0,
    },
  });
  expect(counted.actionStats.aiCount + counted.actionStats.ruleBasedCount).toBe(3);
  expect(counted.topViolators).toEqual([
    {
      ...{ user_id: bad, total_violations: 2, toxic_violations: 2, nsfw_violations: 0, spam_violations: 0 },
      ...{
        profanity_violations: 0,
        trust_score: 0.81,
        warnings_received: 1,
        mutes_received: 1,
        bans_received: 0,
      },
    },
    {
      ...{ user_id: rude, total_violations: 1, toxic_violations: 0, nsfw_violations: 0, spam_violations: 0 },
      ...{
        profanity_violations: 0,
        trust_score: 0.97,
        warnings_received: 0,
        mutes_received: 0,
        bans_received: 0,
      },
    },
  ]);
  expect(counted.topCategories).toEqual([
    { category: 'toxicity', count: 2 },
    { category: 'profanity', count: 1 },
  ]);
  expect(counted.violationTrends.toxicity.at(-1)).toEqual({ date: today(), count: 2 });
  expect(counted.responseTimeDistribution).toEqual({ under1h: 3, under6h: 0, under24h: 0, over24h: 0 });
  // One right, one wrong, one missed.
  expect(counted.autoActionEffectiveness).toEqual({
    ...{
      accuracy: 0.3333,
      precision: 0.5,
      recall: 0.5,
      falsePositiveRate: 1,
      falseNegativeRate: 0.5,
      reviewed: 3,
    },
  });

  await act({ action: 'reject', itemId: second.itemId });
  const after = await stats('?period=1d');
  expect(after.autoActionEffectiveness).toMatchObject({
    accuracy: 0.5,
    precision: 0.6667,
    recall: 0.6667,
    reviewed: 4,
  });
  expect(after.metrics).toMatchObject({
    pendingReview: 0,
    highPriority: 0,
    totalActions: 10,
    automatedActions: 3,
    totalFlagged: 4,
  });
  expect(after.violationTrends).toEqual(counted.violationTrends);
  expect(after.topViolators).toEqual(counted.topViolators);

  const before = await stats('?startDate=2020-01-01&endDate=2020-01-31');
  expect([
    before.period.label,
    before.period.end,
    before.metrics.totalActions,
    before.violationTrends.nsfw.length,
  ]).toEqual([...['custom', '2020-01-31T23:59:59.999Z', 0, 31]]);
  expect((await stats('?period=all')).metrics).toEqual((await stats('?period=90d')).metrics);
  for (const query of [
    '?period=2d',
    '?startDate=soon',
    '?startDate=2021-01-01&endDate=2020-01-01',
    '?unknown=1',
  ])
    expect((await chief.client.get(`${path}${query}`)).status).toBe(400);
  expect((await member.client.get(path)).status).toBe(403);
});
