import { beforeAll, expect, test } from '@jest/globals';
import { asked } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, type Member } from '../../test/helpers/given.js';
import { judgeLocally, moderator, verdicts } from '../../test/helpers/moderation.js';
import { until } from '../../test/helpers/until.js';

const given = createGiven(platformUrl());
const path = '/api/moderation/batch';
let local: Member;
beforeAll(async () => {
  local = await moderator();
  await judgeLocally(local);
});
const item = (content: string, contentId = unique('msg')) => ({ contentId, contentType: 'text', content });

test('each item has its result, failures by themselves, and the figures are theirs', async () => {
  const items = [
    item('First message content'),
    item('I will murder your whole family'),
    item('x'.repeat(50_001), 'too-long'),
    item('Second message content'),
  ];
  const { status, body } = await local.client.post(path, { items, maxConcurrency: 2 });
  expect([status, body.success, body.errors]).toEqual([200, true, ['too-long: Content too long']]);
  expect(body.results.map((one: { contentId: string }) => one.contentId)).toEqual(
    items.map(({ contentId }) => contentId),
  );
  expect(body.results.map((one: { success: boolean }) => one.success)).toEqual([true, true, false, true]);
  expect(body.results[1]).toMatchObject({
    analysis: { shouldFlag: true, priority: 'critical' },
    toxicityAnalysis: { isToxic: true },
  });
  const times = body.results.map((one: { processingTime: number }) => one.processingTime);
  const processingTime = times.reduce((sum: number, time: number) => sum + time, 0);
  expect(body.stats).toEqual({
    ...{ total: 4, success: 3, failure: 1, flagged: 1, highPriority: 1, processingTime },
    avgProcessingTime: expect.closeTo(processingTime / 4, 0),
  });
  const queued = await local.client.get(`/api/moderation/queue?contentId=${items[1]!.contentId}`);
  expect(queued.body.total).toBe(1);
});

test('a repeat with the same key gets the first result, and nothing is asked twice', async () => {
  const remote = await given.owner();
  const marker = unique('m');
  const send = () =>
    remote.client.post(path, { items: [item(`beans ${marker}`, marker)] }, { 'Idempotency-Key': marker });
  const first = await send();
  expect([first.status, (await send()).body]).toEqual([200, first.body]);
  expect(await asked(marker)).toHaveLength(1);
});

test('batches that are none are refused in the documented words', async () => {
  for (const [body, error] of [
    [{}, 'Items array is required'],
    [{ items: 'x' }, 'Items array is required'],
    [{ items: [] }, 'Items array is required'],
    [{ items: Array.from({ length: 101 }, () => item('x')) }, 'Maximum batch size is 100 items'],
  ] as const) {
    const answer = await local.client.post(path, body);
    expect([answer.status, answer.body.success, answer.body.error]).toEqual([400, false, error]);
  }
  for (const body of [
    { items: [{ content: 'x' }] },
    { items: [item('x')], maxConcurrency: 0 },
    { items: [item('x')], unknown: 1 },
  ])
    expect((await local.client.post(path, body)).status).toBe(400);
});

test('a large batch is a job with progress, and its results are read by page', async () => {
  const items = Array.from({ length: 120 }, (_, n) =>
    item(n % 10 === 0 ? 'fuck' : `Message ${n} about beans`),
  );
  const { status, body } = await local.client.post(`${path}/jobs`, { items });
  expect([status, body.success]).toEqual([202, true]);
  const job = await given.finished(local.client, body.jobId);
  expect(job).toMatchObject({
    ...{ kind: 'moderation-batch', status: 'completed' },
    progress: { total: 120, done: 120, failed: 0, percentage: 100 },
  });
  const results = (query: string) => local.client.get(`${path}/jobs/${body.jobId}/results${query}`);
  const page = (await results('?limit=100&page=2')).body;
  expect(page).toMatchObject({ jobId: body.jobId, status: 'completed', count: 20, total: 120, pages: 2 });
  expect(page.results.map((one: { contentId: string }) => one.contentId)).toEqual(
    items.slice(100).map(({ contentId }) => contentId),
  );
  expect(page.results[0].analysis.shouldFlag).toBe(true);
  const stranger = await given.owner();
  expect((await stranger.client.get(`${path}/jobs/${body.jobId}/results`)).status).toBe(404);
});

const start = Date.UTC(2026, 0, 1);
/** A message of a channel, so many minutes after the others' beginning. */
const message = (channel_id: string, minute: number, values: object = {}) => ({
  ...{ id: unique('msg'), content: `Message about beans ${unique()}`, author_id: 'ann', author_name: 'Ann' },
  ...{ created_at: new Date(start + minute * 60_000).toISOString(), channel_id, ...values },
});
const store = async (member: Member, messages: object[]) => {
  const answer = await member.client.post('/api/ai/messages', { messages });
  expect(answer.status).toBe(200);
};
const select = async (member: Member, selection: object, changes: object = {}): Promise<string> => {
  const answer = await member.client.post(`${path}/jobs`, { selection, ...changes });
  expect([answer.status, answer.body.success]).toEqual([202, true]);
  return answer.body.jobId;
};
const resultsOf = async (member: Member, jobId: string) =>
  (await member.client.get(`${path}/jobs/${jobId}/results?limit=100`)).body.results as {
    contentId: string;
    analysis: { shouldFlag: boolean };
    spamAnalysis: { indicators: string[] };
  }[];
const idsOf = (some: { contentId?: string; id?: string }[]) =>
  some.map(({ contentId, id }) => contentId ?? id).sort();

test('selected messages are moderated, each once, by channel, author and time, and of this organisation alone', async () => {
  const [channel, other, ben] = [unique('channel'), unique('channel'), unique('ben')];
  const messages = [
    message(channel, 0),
    message(channel, 10, { content: 'I will murder your whole family', author_id: ben }),
    message(channel, 20, { author_id: ben }),
    message(other, 15, { author_id: ben }),
  ];
  await store(local, messages);
  const stranger = await given.owner();
  await store(stranger, [message(channel, 10, { author_id: ben })]);
  const at = (minute: number) => new Date(start + minute * 60_000).toISOString();
  for (const [selection, wanted] of [
    [{ channelId: channel }, [0, 1, 2]],
    [{ userId: ben }, [1, 2, 3]],
    [{ channelId: channel, userId: ben, from: at(10), to: at(20) }, [1]],
    [{ userId: ben, from: at(15) }, [2, 3]],
    [{ channelId: unique('empty') }, []],
  ] as const) {
    const jobId = await select(local, selection);
    const { status, progress } = await given.finished(local.client, jobId);
    expect([status, progress.total, progress.done]).toEqual(['completed', wanted.length, wanted.length]);
    expect(idsOf(await resultsOf(local, jobId))).toEqual(idsOf(wanted.map((n) => messages[n]!)));
  }
  const { queue } = (await local.client.get(`/api/moderation/queue?contentId=${messages[1]!.id}`)).body;
  expect(queue).toMatchObject([
    { userId: ben, channelId: channel, contentType: 'text', excerpt: messages[1]!.content },
  ]);
});

test('a policy for the run is heeded, and repetition is judged by when messages were sent', async () => {
  const channel = unique('channel');
  const said = (minute: number) =>
    message(channel, minute, { content: 'join us for the harmless garden party', author_id: channel });
  const [spread, dense] = [
    [0, 600, 1_200, 1_800, 2_400].map(said),
    [10_000, 10_000, 10_001, 10_001].map(said),
  ];
  await store(local, [...spread, ...dense, message(channel, 5, { content: 'those damn beans fuck' })]);
  const jobId = await select(local, { channelId: channel }, { policy: { profanityThreshold: 0.99 } });
  await given.finished(local.client, jobId);
  const results = await resultsOf(local, jobId);
  const repeated = results.filter(({ spamAnalysis }) => spamAnalysis.indicators.includes('repeated_message'));
  expect(repeated.length).toBeGreaterThan(0);
  expect(idsOf(dense)).toEqual(expect.arrayContaining(idsOf(repeated)));
  expect(results.filter(({ analysis }) => analysis.shouldFlag).length).toBe(repeated.length);
});

test('messages that are changed or deleted meanwhile, or come later, are treated as they are then', async () => {
  const chief = await moderator();
  const channel = unique('channel');
  const marker = unique('m');
  const messages = Array.from({ length: 3 }, (_, n) => message(channel, n, { content: `${marker} first` }));
  await store(chief, [...messages, message(channel, 9, { content: '' })]);
  // The model is asked about one after the other; while it is busy with the first the others change.
  await verdicts(marker, { delayMs: 3_000 });
  const jobId = await select(chief, { channelId: channel }, { maxConcurrency: 1 });
  await until(async () => (await asked(marker)).length === 1);
  const remaining = await (async () => {
    const items = (await chief.client.get(`/api/v1/jobs/${jobId}/items?limit=100`)).body.data;
    const titles = items.map(({ title }: { title: string }) => title);
    return messages
      .filter(({ id }) => titles.indexOf(id) >= 0)
      .sort((a, b) => titles.indexOf(a.id) - titles.indexOf(b.id));
  })();
  const [first, changed, deleted] = remaining;
  await store(chief, [
    { ...changed!, content: `${marker} second` },
    message(channel, 5, { content: marker }),
  ]);
  await chief.client.delete(`/api/ai/messages?id=${deleted!.id}`);
  const { status, progress } = await given.finished(chief.client, jobId);
  expect([status, progress]).toMatchObject(['completed', { total: 4, done: 2, skipped: 2, failed: 0 }]);
  expect(idsOf(await resultsOf(chief, jobId))).toEqual(idsOf([first!, changed!]));
  expect((await asked(marker)).map(({ body }) => body.input)).toEqual([
    `${marker} first`,
    `${marker} second`,
  ]);
});

test('a run that was cancelled goes on where it stopped when it is retried', async () => {
  const chief = await moderator();
  const marker = unique('m');
  // More than are worked on at a stretch.
  const items = Array.from({ length: 80 }, (_, n) => item(`${marker} number ${n}.`));
  await verdicts(marker, {}, { delayMs: 2_000 });
  const { jobId } = (await chief.client.post(`${path}/jobs`, { items })).body;
  await until(async () => (await asked(marker)).length >= 2);
  data(await chief.client.post(`/api/v1/jobs/${jobId}/cancel`), 202);
  const begun = (await asked(marker)).length;
  const stopped = await given.finished(chief.client, jobId);
  expect(stopped).toMatchObject({ status: 'cancelled', progress: { total: 80, failed: 0 } });
  const { done, skipped } = stopped.progress;
  expect([done + skipped, skipped > 0]).toEqual([80, true]);
  // What was on its way is finished, as it is paid; of the fifty in hand no other is asked about.
  expect((await asked(marker)).length).toBeLessThanOrEqual(begun + 10);
  data(await chief.client.post(`/api/v1/jobs/${jobId}/retry`), 202);
  const { status, progress } = await given.finished(chief.client, jobId);
  expect([status, progress]).toMatchObject(['completed', { total: 80, done: 80, skipped: 0, failed: 0 }]);
  const inputs = (await asked(marker)).map(({ body }) => body.input);
  expect(new Set(inputs).size).toBe(80);
}, 60_000);

test('a selection that is none is refused', async () => {
  const items = [item('x')];
  for (const [body, where] of [
    [{}, 'either items or selection'],
    [{ items, selection: { channelId: 'c' } }, 'either items or selection'],
    [{ selection: {} }, 'at least one of'],
    [{ selection: { channelId: '' } }, 'selection.channelId'],
    [{ selection: { from: 'yesterday' } }, 'selection.from'],
    [{ selection: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } }, 'before to'],
    [{ selection: { surprise: 1 } }, 'surprise'],
    [{ selection: { userId: { $ne: null } } }, 'selection.userId'],
  ] as const) {
    const answer = await local.client.post(`${path}/jobs`, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(`${answer.body.error} ${answer.body.details}`).toContain(where);
  }
  expect((await local.client.post(path, { selection: { channelId: 'c' } })).status).toBe(400);
});

test('pictures of a batch are shown to the model as single ones are', async () => {
  const remote = await given.owner();
  const marker = unique('m');
  const url = `https://example.org/${marker}.png`;
  await verdicts(marker, { scores: { 'violence/graphic': 0.9 } });
  const picture = { ...item('holiday'), contentType: 'image', metadata: { url } };
  const { body } = await remote.client.post(path, { items: [picture] });
  expect(body.results).toMatchObject([
    { success: true, provider: 'openai', toxicityAnalysis: { categories: { violence: 0.9 } } },
  ]);
  expect((await asked(marker)).map(({ body }) => body.input)).toMatchObject([
    [{ type: 'text' }, { type: 'image_url', image_url: { url } }],
  ]);
});
