import { beforeAll, expect, test } from '@jest/globals';
import { asked } from '../../test/helpers/double.js';
import { createGiven, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { content, judgeLocally, moderator, verdicts } from '../../test/helpers/moderation.js';

const given = createGiven(platformUrl());
const path = '/api/moderation/analyze';
let local: Member;
let remote: Member;
beforeAll(async () => {
  [local, remote] = [await moderator(), await given.owner()];
  await judgeLocally(local);
});
const analyze = async (member: Member, body: object) => {
  const answer = await member.client.post(path, body);
  expect([answer.status, answer.body.success]).toEqual([200, true]);
  return answer.body;
};
const queueOf = async (member: Member, query = '') =>
  (await member.client.get(`/api/moderation/queue${query}`)).body;

test('a harmless text is approved, with every part of the answer', async () => {
  const { body } = content('This is a test message for moderation', {
    ...{ contentType: 'text', metadata: { userId: unique('user'), channelId: 'channel-general' } },
    ...{ enableToxicity: true, enableSpam: true, enableClassification: true },
  });
  const answer = await analyze(local, body);
  expect(answer).toEqual({
    success: true,
    analysis: {
      ...{ shouldFlag: false, riskScore: expect.any(Number), priority: 'low', detectedIssues: [] },
      categories: { toxicity: expect.any(Number), spam: 0, profanity: 0, nsfw: expect.any(Number) },
      ...{ recommendedAction: 'approve', autoAction: 'none', confidence: expect.any(Number) },
    },
    toxicityAnalysis: {
      ...{ isToxic: false, score: expect.any(Number) },
      categories: {
        hate: expect.any(Number),
        harassment: expect.any(Number),
        violence: expect.any(Number),
        sexual: expect.any(Number),
      },
    },
    spamAnalysis: { isSpam: false, score: 0, indicators: [] },
    classification: {
      ...{ category: expect.any(String), confidence: expect.any(Number), tags: expect.any(Array) },
      subcategory: answer.classification.subcategory,
    },
    ...{ provider: 'local', language: 'en', skippedChecks: [], queueItemId: null },
  });
  expect(answer.analysis.riskScore).toBeLessThan(0.3);
});

test('what means harm without a bad word is found, what only sounds like it is not', async () => {
  const flagged = await analyze(
    local,
    content('Nobody would miss you, do everyone a favour and vanish.').body,
  );
  expect(flagged.toxicityAnalysis.isToxic).toBe(true);
  const harmless = await analyze(local, content('Kill the process, this bug is killing me.').body);
  expect(harmless.analysis).toMatchObject({ shouldFlag: false, recommendedAction: 'approve' });
});

test('flagged content waits in the queue once, and its automatic action is written down', async () => {
  const { body } = content('I will murder your whole family', { metadata: { userId: unique('user') } });
  const answer = await analyze(local, body);
  expect(answer.analysis).toMatchObject({ shouldFlag: true, autoAction: 'hide', priority: 'critical' });
  const again = await analyze(local, body);
  expect(again.queueItemId).toBe(answer.queueItemId);
  const { queue } = await queueOf(local, `?contentId=${body.contentId}`);
  expect(queue).toMatchObject([
    {
      ...{ id: answer.queueItemId, status: 'pending', contentState: 'hidden', source: 'analysis' },
      ...{ issues: ['toxicity'], autoAction: 'hide', excerpt: body.content },
    },
  ]);
  const log = (await local.client.get(`/api/moderation/actions?targetId=${body.contentId}`)).body;
  expect(log).toMatchObject({
    ...{ count: 1, total: 1 },
    auditLog: [
      { action: 'hide', moderatorId: null, automated: true, origin: 'rule', itemId: answer.queueItemId },
    ],
  });
});

test('another version of closed content opens its item again', async () => {
  const { body } = content('you are a worthless idiot');
  const { queueItemId } = await analyze(local, body);
  const verdict = { action: 'approve', moderatorId: local.user.id, itemId: queueItemId };
  expect((await local.client.post('/api/moderation/actions', verdict)).status).toBe(200);
  await analyze(local, body);
  const statusOf = async () =>
    (await local.client.get(`/api/moderation/queue/${queueItemId}`)).body.item.status;
  expect(await statusOf()).toBe('approved');
  await analyze(local, { ...body, content: `${body.content} and pathetic` });
  expect(await statusOf()).toBe('pending');
});

test('checks that are switched off say nothing', async () => {
  const { body } = content('fuck you, buy cheap viagra now, click here');
  const off = { enableToxicity: false, enableSpam: false, enableClassification: false };
  expect(await analyze(local, { ...body, ...off })).toMatchObject({
    ...{ toxicityAnalysis: null, spamAnalysis: null, classification: null },
    analysis: { shouldFlag: false, categories: { toxicity: null, spam: null, profanity: null, nsfw: null } },
  });
  const { analysis } = await analyze(local, { ...body, enableToxicity: false });
  expect(analysis.detectedIssues.map(({ type }: { type: string }) => type)).toEqual(['spam']);
});

test('the same text again and again is spam of its author alone', async () => {
  const [flooder, other] = [unique('user'), unique('user')];
  const text = `join us for the harmless garden party ${unique()}`;
  const send = (userId: string) =>
    analyze(local, { contentId: unique('c'), content: text, metadata: { userId } });
  for (let n = 0; n < 3; n++) expect((await send(flooder)).spamAnalysis.isSpam).toBe(false);
  expect((await send(flooder)).spamAnalysis).toMatchObject({
    isSpam: true,
    indicators: ['repeated_message'],
  });
  expect((await send(other)).spamAnalysis.isSpam).toBe(false);
});

test('a policy is merged, heeded, and overridden for one request', async () => {
  const member = await moderator();
  await judgeLocally(member);
  const { body } = content('those damn beans fuck');
  expect((await analyze(member, body)).analysis).toMatchObject({ shouldFlag: true, autoAction: 'flag' });
  const change = { policy: { profanityThreshold: 0.95 }, spamConfig: { blockedPhrases: ['magic beans'] } };
  expect((await member.client.put('/api/moderation/policy', change)).body).toEqual({
    ...{ success: true, message: 'Policy updated successfully' },
  });
  expect((await member.client.get(path)).body).toMatchObject({
    policy: {
      toxicityThreshold: 0.7,
      spamThreshold: 0.6,
      profanityThreshold: 0.95,
      profanityAction: 'flag',
      nsfwAction: 'hide',
      autoModeration: true,
    },
    toxicityConfig: { useModel: false },
    ...{ spamConfig: { maxLinks: 3, blockedPhrases: ['magic beans'] }, classifierConfig: { enabled: true } },
  });
  expect((await analyze(member, content('those damn beans fuck').body)).analysis.shouldFlag).toBe(false);
  const override = { policy: { profanityThreshold: 0.5, profanityAction: 'delete' } };
  const own = await analyze(member, { ...content('those damn beans fuck').body, ...override });
  expect(own.analysis).toMatchObject({ shouldFlag: true, autoAction: 'delete' });
  expect((await member.client.get(`/api/moderation/queue/${own.queueItemId}`)).body.item).toMatchObject({
    ...{ status: 'auto_resolved', contentState: 'deleted' },
  });
  const { policy } = (await member.client.get('/api/moderation/policy')).body;
  expect(policy).toMatchObject({ profanityThreshold: 0.95, profanityAction: 'flag' });
  const words = { toxicityConfig: { blockedWords: ['zorgle'], allowedWords: ['fuck'] } };
  expect((await member.client.put('/api/moderation/policy', words)).status).toBe(200);
  const { analysis } = await analyze(member, content('what a z0rgle').body);
  expect(analysis.detectedIssues).toMatchObject([{ type: 'profanity', details: 'Contains a blocked word' }]);
  const allowed = await analyze(member, { ...content('fuck').body, policy: { profanityThreshold: 0.5 } });
  expect(allowed.analysis.categories.profanity).toBe(0);
});

test('administrators change the policy at the documented path, others do not', async () => {
  const owner = await given.owner();
  const refused = await owner.client.put(path, { policy: { toxicityThreshold: 0.8 } });
  expect([refused.status, refused.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  const admin = await given.admin();
  const before = (await admin.get(path)).body.policy.muteMinutes;
  const changed = await admin.put(path, { policy: { muteMinutes: before + 1 } });
  expect([changed.status, changed.body.message]).toEqual([200, 'Policy updated successfully']);
  expect((await admin.get(path)).body.policy.muteMinutes).toBe(before + 1);
  for (const body of [
    {},
    { policy: { toxicityThreshold: 2 } },
    { policy: { unknown: 1 } },
    { spamConfig: { allowedDomains: ['no'] } },
  ])
    expect((await admin.put(path, body)).status).toBe(400);
});

test('the moderation model judges where a key is configured, at no cost', async () => {
  const { marker, body } = content('A perfectly ordinary sentence about beans.');
  await verdicts(marker, { scores: { 'hate/threatening': 0.93, violence: 0.4 } });
  const answer = await analyze(remote, body);
  expect(answer).toMatchObject({
    ...{
      provider: 'openai',
      toxicityAnalysis: { isToxic: true, score: 0.93, categories: { hate: 0.93, violence: 0.4 } },
    },
    analysis: { autoAction: 'hide' },
  });
  expect(await asked(marker)).toMatchObject([
    {
      path: '/v1/moderations',
      key: 'matched',
      body: { model: 'omni-moderation-latest', input: body.content },
    },
  ]);
});

test.each([
  ['a limit that passes', [{ status: 429, retryAfter: 0 }, { scores: { hate: 0.9 } }], 'openai', 2],
  ['answers that are none', [{ malformed: true }, { malformed: true }, { malformed: true }], 'local', 3],
] as const)(
  '%s: it is asked again, then judged here, and the answer says so',
  async (_, scripts, provider, calls) => {
    const { marker, body } = content('I will murder your whole family');
    await verdicts(marker, ...scripts);
    const answer = await analyze(remote, body);
    expect([answer.provider, (await asked(marker)).length, answer.analysis.shouldFlag]).toEqual([
      provider,
      calls,
      true,
    ]);
    const skipped = answer.skippedChecks.map(({ check }: { check: string }) => check);
    expect(skipped.includes('model')).toBe(provider === 'local');
  },
);

test('a picture is shown to the model that sees; without one the answer says that nobody looked', async () => {
  const picture = {
    contentType: 'image',
    metadata: { url: 'https://example.org/cat.png', caption: 'a cat' },
  };
  const seen = content('cat.png', picture);
  await verdicts(seen.marker, { scores: { sexual: 0.9 } });
  const answer = await analyze(remote, seen.body);
  expect([
    answer.analysis.categories.nsfw,
    answer.skippedChecks.filter((one: { check: string }) => one.check === 'image'),
  ]).toEqual([0.9, []]);
  const [entry] = await asked(seen.marker);
  expect(entry!.body.input).toMatchObject([
    { type: 'text' },
    { type: 'image_url', image_url: { url: picture.metadata.url } },
  ]);
  const unseen = await analyze(local, content('cat.png', picture).body);
  expect(unseen.skippedChecks).toContainEqual({
    check: 'image',
    reason: expect.stringMatching(/no model|not/),
  });
  const caption = { contentType: 'image', metadata: { caption: 'fuck you' } };
  expect((await analyze(local, content('cat.png', caption).body)).analysis.shouldFlag).toBe(true);
});

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const still = 'https://example.org/still.jpg';
type Skipped = { check: string; reason: string }[];
const pictureChecks = ({ skippedChecks }: { skippedChecks: Skipped }) =>
  skippedChecks.filter(({ check }) => check.startsWith('image'));
type Part = { image_url?: { url: string } };
const shownTo = async (marker: string) =>
  (await asked(marker)).map(({ body }) => {
    const parts = (Array.isArray(body.input) ? body.input : []) as unknown as Part[];
    return parts.map(({ image_url }) => image_url?.url);
  });
const textOnly = { check: 'imageCategories', reason: expect.stringContaining('hate and harassment') };

test.each([
  ['an image as a data URL', { contentType: 'image', metadata: { url: pixel } }, pixel, []],
  ['a profile picture', { contentType: 'profile', metadata: { url: still } }, still, []],
  [
    'a file that is a picture',
    { contentType: 'file', metadata: { url: still, mimeType: 'image/jpeg' } },
    still,
    [],
  ],
  ['a file by its data', { contentType: 'file', metadata: { url: pixel } }, pixel, []],
  [
    'the still of a video',
    { contentType: 'video', metadata: { thumbnailUrl: still } },
    still,
    [{ check: 'image', reason: expect.stringContaining('only its still') }],
  ],
])(
  '%s is shown to the model, and the answer says what it does not look for there',
  async (_, values, shown, also) => {
    const { marker, body } = content('holiday', values);
    await verdicts(marker, { scores: { sexual: 0.9 } });
    const answer = await analyze(remote, body);
    expect([answer.provider, answer.analysis.categories.nsfw]).toEqual(['openai', 0.9]);
    expect(pictureChecks(answer)).toEqual([textOnly, ...also]);
    expect(await shownTo(marker)).toEqual([[undefined, shown]]);
  },
);

test.each([
  [
    'a document',
    { contentType: 'file', metadata: { url: 'https://example.org/a.pdf', mimeType: 'application/pdf' } },
  ],
  ['a video without a still', { contentType: 'video', metadata: { url: 'https://example.org/a.mp4' } }],
  [
    'an address without encryption',
    { contentType: 'image', metadata: { url: 'http://169.254.169.254/cat.png' } },
  ],
  ['data that is no picture', { contentType: 'image', metadata: { url: 'data:text/html;base64,PGI+' } }],
  ['a text', { contentType: 'text', metadata: { url: still } }],
])('%s is judged by its text', async (name, values) => {
  const { marker, body } = content('holiday', values);
  await verdicts(marker, { scores: { hate: 0.9 } });
  const answer = await analyze(remote, body);
  expect([answer.provider, answer.toxicityAnalysis.categories.hate]).toEqual(['openai', 0.9]);
  const [entry, ...more] = await asked(marker);
  expect([entry!.body.input, more]).toEqual([body.content, []]);
  expect(pictureChecks(answer)).toHaveLength(name === 'a text' ? 0 : 1);
});

test('what describes content is moderated with it, whatever its type, also without a key', async () => {
  for (const contentType of ['image', 'video', 'file', 'profile', 'channel'] as const)
    for (const field of ['name', 'caption', 'extractedText']) {
      const told = { contentType, metadata: { [field]: 'I will murder your whole family' } };
      const answer = await analyze(local, content('harmless', told).body);
      expect([contentType, field, answer.analysis.shouldFlag]).toEqual([contentType, field, true]);
      const seen = contentType === 'channel' ? [] : [expect.objectContaining({ check: 'image' })];
      expect(pictureChecks(answer)).toEqual(seen);
    }
});

test('a picture that the model cannot open does not keep it from the text', async () => {
  const { marker, body } = content('holiday', { contentType: 'image', metadata: { url: still } });
  await verdicts(marker, { status: 400, message: 'cannot download' }, { scores: { hate: 0.9 } });
  const answer = await analyze(remote, body);
  expect([answer.provider, answer.toxicityAnalysis.categories.hate]).toEqual(['openai', 0.9]);
  expect(pictureChecks(answer)).toEqual([
    { check: 'image', reason: 'the model could not look at it; judged by its text' },
  ]);
  expect(await shownTo(marker)).toEqual([[undefined, still], []]);
});

test('another picture under the same words is another version', async () => {
  const at = (url: string) => ({
    contentType: 'image',
    metadata: { url, caption: 'you are a worthless idiot' },
  });
  const { body } = content('cat.png', at(still));
  const { queueItemId } = await analyze(local, body);
  const verdict = { action: 'approve', moderatorId: local.user.id, itemId: queueItemId };
  expect((await local.client.post('/api/moderation/actions', verdict)).status).toBe(200);
  const statusOf = async () =>
    (await local.client.get(`/api/moderation/queue/${queueItemId}`)).body.item.status;
  await analyze(local, body);
  expect(await statusOf()).toBe('approved');
  await analyze(local, { ...body, ...at(pixel) });
  expect(await statusOf()).toBe('pending');
});

test('a content that is a picture itself is not read as a text, and a large one is taken', async () => {
  const large = `data:image/png;base64,${'A'.repeat(2_000_000)}`;
  const answer = await analyze(local, { contentId: unique('c'), content: pixel, contentType: 'image' });
  expect([answer.language, answer.spamAnalysis.isSpam]).toEqual([null, false]);
  const { body } = content('holiday', { contentType: 'image', metadata: { url: large } });
  expect((await analyze(local, body)).analysis.shouldFlag).toBe(false);
  for (const url of [
    `https://example.org/${'a'.repeat(2_000)}`,
    `data:image/png;base64,${'A'.repeat(7_000_000)}`,
  ]) {
    const refused = await local.client.post(path, { ...body, metadata: { url } });
    expect([refused.status, refused.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  }
});

test('what is wrong with a request is said, and unknown fields are refused', async () => {
  const { body } = content('text');
  for (const [wrong, where] of [
    [{ content: undefined }, 'content'],
    [{ contentId: '' }, 'contentId'],
    [{ contentType: 'sound' }, 'contentType'],
    [{ policy: { toxicityThreshold: -1 } }, 'policy'],
    [{ surprise: 1 }, 'surprise'],
    [{ metadata: { userId: { $ne: null } } }, 'metadata'],
  ] as const) {
    const answer = await local.client.post(path, { ...body, ...wrong });
    expect([answer.status, answer.body.success, answer.body.code]).toEqual([400, false, 'VALIDATION_ERROR']);
    expect(answer.body.details).toContain(where);
  }
  const long = await local.client.post(path, { ...body, content: 'x'.repeat(50_001) });
  expect([long.status, long.body.error]).toEqual([400, 'Content too long']);
  expect((await given.anonymous.post(path, body)).status).toBe(401);
});
