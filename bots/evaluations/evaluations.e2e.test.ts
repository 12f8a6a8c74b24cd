import { beforeAll, expect, test } from '@jest/globals';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

import { startSite } from '../../test/helpers/sites.js';
import { createWebhook, settledLog } from '../../test/helpers/webhooks.js';

const given = createGiven(platformUrl());
let owner: Member;
beforeAll(async () => {
  owner = await given.owner();
});

const documents = {
  'lamps.md':
    '# Lamps\n\nThe repair of a lamp takes nine days. A repaired lamp has a guarantee of two years.',
  'trams.md': '# Trams\n\nTrams leave the old depot at five in the morning. Dogs travel for free.',
};
const cases = [
  { question: 'How long does the repair of a lamp take?', expected: 'nine days', expectedSource: 'lamps.md' },
  {
    question: 'When do trams leave the old depot?',
    expected: 'Trams leave the old depot at five in the morning.',
  },
  { question: 'Who was the king of Sweden in 1650?', expectsRefusal: true },
  {
    question: 'And how long is its guarantee?',
    history: [{ question: 'Do you repair a lamp?', answer: 'Yes, the repair of a lamp takes nine days.' }],
    expectedSource: 'LAMPS.md',
  },
];

const at = (bot: { id: string }, path = '') => `/api/v1/chatbots/${bot.id}/evaluations${path}`;
const newBot = async (values: object = {}, me = owner) => {
  const bot = await given.chatbot(me, { model: { provider: 'local' }, ...values });
  const base = await given.knowledgeBase(me, bot.id);
  const { accepted } = await given.documents(me, base.id, documents);
  return { bot, base, itemIds: accepted.items.map(({ id }: { id: string }) => id) as string[] };
};
const post = async (path: string, body: unknown, status = 201, me = owner) =>
  data(await me.client.post(path, body), status);
const read = async (bot: { id: string }, id: string, me = owner) =>
  data(await me.client.get(at(bot, `/${id}`)));
const evaluate = async (bot: { id: string }, input: object, me = owner) => {
  const { id, jobId } = await post(at(bot), input, 202, me);
  const job = await given.finished(me.client, jobId);
  return { id: id as string, job, evaluation: await read(bot, id, me) };
};

test('questions come as JSON and as files, are listed in pages, and are there once', async () => {
  const bot = await given.chatbot(owner);
  const form = new FormData();
  form.append('name', 'From files');
  form.append(
    'file',
    new Blob([
      'Query;Ground_truth;source;unanswerable\nHow long?;nine days;lamps.md;\nWho?;;;yes\nhow long? ;ten;;no\n',
    ]),
    'questions.csv',
  );
  const fromFile = data(await owner.client.post(at(bot, '/sets'), form), 201);
  expect(fromFile).toMatchObject({
    ...{ name: 'From files', chatbotId: bot.id },
    cases: { total: 2, withExpected: 1, withSource: 1, refusals: 1, withHistory: 0 },
  });
  const set = await post(at(bot, '/sets'), { name: 'Questions', cases });
  expect(set.cases).toEqual({ total: 4, withExpected: 2, withSource: 2, refusals: 1, withHistory: 1 });
  const lines = new FormData();
  const rows = [
    JSON.stringify(cases[0]),
    '{"question":',
    JSON.stringify({ question: 'And how long is its guarantee?' }),
    JSON.stringify({ question: 'x', expectsRefusal: true, expected: 'y' }),
  ];
  lines.append('file', new Blob([rows.join('\n')]), 'more.jsonl');
  const added = data(await owner.client.post(at(bot, `/sets/${set.id}/cases`), lines), 201);
  // Without what was said before it is another question.
  expect(added).toMatchObject({ received: 4, added: 1, duplicates: 1, invalid: 2, total: 5 });
  expect(added.errors.map(({ line, path }: { line: number; path: string }) => [line, path])).toEqual([
    [2, ''],
    [4, 'expectsRefusal'],
  ]);
  const page = await owner.client.get(at(bot, `/sets/${set.id}/cases?page=2&limit=3`));
  expect(page.body.pagination).toEqual({ total: 5, pages: 2, page: 2, limit: 3 });
  expect(data(page)).toMatchObject([
    { ...cases[3], expected: null },
    { history: [], expectedSource: null },
  ]);
  const found = data(
    await owner.client.get(at(bot, `/sets/${set.id}/cases?search=${encodeURIComponent('SWEDEN')}`)),
  );
  expect(found).toMatchObject([{ expectsRefusal: true }]);

  data(await owner.client.delete(at(bot, `/sets/${set.id}/cases/${found[0].id}`)));
  const renamed = data(await owner.client.put(at(bot, `/sets/${set.id}`), { name: 'Renamed' }));
  expect(renamed).toMatchObject({
    name: 'Renamed',
    revision: set.revision + 2,
    cases: { total: 4, refusals: 0 },
  });
  expect((await owner.client.put(at(bot, `/sets/${set.id}`), { name: 'From files' })).status).toBe(409);
  const listed = data(await owner.client.get(at(bot, '/sets?sort=name:asc')));
  expect(listed.map(({ name }: { name: string }) => name)).toEqual(['From files', 'Renamed']);
  data(await owner.client.delete(at(bot, `/sets/${fromFile.id}`)));
  for (const path of [`/sets/${fromFile.id}`, `/sets/${fromFile.id}/cases`, `/sets/${unusedId()}`])
    expect((await owner.client.get(at(bot, path))).status).toBe(404);

  const many = Array.from({ length: 998 }, (_, n) => ({ question: `Question ${n}` }));
  const full = await owner.client.post(at(bot, `/sets/${set.id}/cases`), { cases: many });
  expect([full.status, full.body.message]).toEqual([409, expect.stringContaining('1,000')]);
  for (const body of [{ name: 'x', cases: [{ question: '' }] }, { name: 'x', cases: [], file: 1 }, {}])
    expect((await owner.client.post(at(bot, '/sets'), body)).status).toBe(400);
});

test('a version is asked as end users ask, nothing of it shows elsewhere, and every answer is measured', async () => {
  const { bot, itemIds } = await newBot();
  const set = await post(at(bot, '/sets'), { name: 'Questions', cases });
  const key = { 'Idempotency-Key': unique() };
  const input = { setId: set.id, thresholds: { refusal: 0.9 }, minimum: 0.5 };
  const started = data(await owner.client.with(key).post(at(bot), input), 202);
  expect(data(await owner.client.with(key).post(at(bot), input), 202)).toEqual(started);
  const job = await given.finished(owner.client, started.jobId);
  const evaluation = await read(bot, started.id);
  expect(job).toMatchObject({
    ...{ kind: 'evaluation', status: 'completed', subject: { type: 'evaluation', id: started.id } },
    progress: { total: 4, done: 4, failed: 0, skipped: 0 },
    result: { evaluationId: started.id, score: evaluation.scores.score.mean },
  });
  expect(evaluation).toMatchObject({
    ...{
      name: 'Questions',
      setId: set.id,
      setRevision: set.revision,
      status: 'completed',
      compareWith: null,
    },
    ...{ thresholds: { score: 0.5, refusal: 0.9 }, passed: true, missed: [], comparison: null, error: null },
    figures: { answered: 4, failed: 0, cost: 0 },
  });
  const [lamps, trams, king, guarantee] = evaluation.cases;
  expect(lamps.result).toMatchObject({
    ...{ status: 'answered', refused: false, provider: 'local', cost: 0 },
    citations: [{ source: 'lamps.md > Lamps' }],
    scores: {
      contains: 1,
      cited: 1,
      retrieved: 1,
      rank: 1,
      reciprocalRank: 1,
      refusal: 1,
      grounded: 1,
      score: 1,
    },
  });
  expect(lamps.result.answer).toContain('nine days');
  // Nine words of the answer beside the two that are expected.
  expect(lamps.result.scores.f1).toBeCloseTo(
    4 /
      (lamps.result.answer
        .replace(/\[\d\]/g, '')
        .trim()
        .split(/\s+/).length +
        2),
    3,
  );
  expect(lamps.result.scores.cosine).toBeGreaterThan(0.3);
  expect(lamps.result.latencyMs).toBeGreaterThan(0);
  expect(trams.result.scores).toMatchObject({ f1: 1, similarity: 1, contains: 1, cited: null, rank: null });
  expect(king.result).toMatchObject({
    ...{ refused: true, citations: [] },
    scores: { score: 1, refusal: 1, f1: null, grounded: null },
  });
  // What was said before tells what is meant.
  expect(guarantee.result.answer).toContain('two years');
  expect(guarantee.result.scores).toMatchObject({ cited: 1, f1: null, score: 1 });
  expect(evaluation.scores).toMatchObject({
    cited: { n: 2, mean: 1, high: 1, method: 'wilson' },
    refusal: { n: 4, mean: 1 },
    f1: { n: 2, method: 'bootstrap' },
  });
  // Wilson's interval of two successes in two.
  expect(evaluation.scores.cited.low).toBeCloseTo(0.3424, 3);

  // The very turn of an end user.
  const said = await post(`/api/v1/chatbots/${bot.id}/conversation`, { message: cases[0]!.question }, 200);
  expect(said.message).toBe(lamps.result.answer);
  const history = data(await owner.client.get(`/api/v1/chatbots/${bot.id}/conversation/history?limit=100`));
  expect(history).toHaveLength(2);
  const { totals } = data(await owner.client.get(`/api/v1/chatbots/${bot.id}/analytics/messages`));
  expect(totals.received).toBe(1);
  const usage = data(await owner.client.get('/api/v1/usage?groupBy=feature'));
  expect(JSON.stringify(usage)).toContain('evaluation');

  // A source may be named by its item, too, and is not found when it is another's.
  const other = await evaluate(bot, {
    ...{ name: 'By id', minimum: 0.9, version: evaluation.version },
    cases: [
      { question: cases[0]!.question, expectedSource: itemIds[0] },
      { question: cases[1]!.question, expectedSource: itemIds[0] },
      { question: 'Who was the king of Sweden in 1650?', expected: 'Christina' },
      { question: cases[1]!.question, expectsRefusal: true },
      { question: 'How are you?' },
    ],
  });
  const score = ({ result }: { result: { scores: object } }) => result.scores;
  expect(other.evaluation).toMatchObject({
    version: evaluation.version,
    setId: null,
    passed: false,
    missed: [{ metric: 'score', minimum: 0.9 }],
  });
  expect(other.evaluation.cases.map(score)).toMatchObject([
    { cited: 1, score: 1 },
    { cited: 0, score: 0 },
    { refusal: 0, score: 0 },
    { refusal: 0, score: 0 },
    { refusal: null, score: null },
  ]);
  expect(other.evaluation.scores.score).toMatchObject({ n: 4, mean: 0.25 });

  const listed = data(await owner.client.get(at(bot)));
  expect(listed.map(({ name }: { name: string }) => name)).toEqual(['By id', 'Questions']);
  expect(listed[0].cases).toBeUndefined();
  expect(data(await owner.client.get(at(bot, `?setId=${set.id}`)))).toHaveLength(1);
  data(await owner.client.delete(at(bot, `/${other.id}`)));
  expect((await owner.client.get(at(bot, `/${other.id}`))).status).toBe(404);
  for (const body of [
    { setId: set.id, cases },
    {},
    { setId: set.id, version: 'newest' },
    { setId: set.id, compareWith: 'draft' },
    { setId: set.id, thresholds: { speed: 1 } },
  ])
    expect((await owner.client.post(at(bot), body)).status).toBe(400);
  const none = await post(at(bot, '/sets'), { name: 'None' });
  expect((await owner.client.post(at(bot), { setId: none.id })).status).toBe(409);
  for (const body of [{ setId: unusedId() }, { setId: set.id, version: 99 }])
    expect((await owner.client.post(at(bot), body)).status).toBe(404);
});

test('two versions are compared question by question, and what a chatbot requires keeps the worse one from its end users', async () => {
  const { bot } = await newBot({ publishing: 'manual' });
  const set = await post(at(bot, '/sets'), { name: 'Questions', cases: cases.slice(0, 3) });
  const path = `/api/v1/chatbots/${bot.id}`;
  const put = async (body: object, status = 200, me = owner) => data(await me.client.put(path, body), status);
  const publish = (version: number | 'draft', body: object = {}, me = owner) =>
    me.client.post(`${path}/versions/${version}/publish`, body);
  const editor = await given.member(owner, 'editor');
  data(await publish('draft'));
  const { publishedVersion } = data(await owner.client.get(path));

  const required = await put({ evaluation: { setId: set.id, minimumScore: 0.8 }, publishing: 'manual' });
  expect(required).toMatchObject({
    publishing: 'manual',
    headVersion: publishedVersion,
    evaluation: { minimumScore: 0.8 },
  });
  expect((await owner.client.put(path, { publishing: 'automatic' })).status).toBe(400);
  expect((await owner.client.put(path, { evaluation: { setId: unusedId(), minimumScore: 1 } })).status).toBe(
    404,
  );
  expect((await owner.client.delete(at(bot, `/sets/${set.id}`))).status).toBe(409);

  // Nothing is similar enough for this one.
  const worse = (await put({ retrieval: { minScore: 1 } })).headVersion;
  const refused = async (version: number, words: string) => {
    const { status, body } = await publish(version);
    expect([status, body.code]).toEqual([409, 'EVALUATION_REQUIRED']);
    expect(body.message).toContain(words);
  };
  await refused(worse, 'has not been evaluated');
  const { evaluation } = await evaluate(bot, { setId: set.id, compareWith: 'published' });
  expect(evaluation).toMatchObject({
    ...{ version: worse, compareWith: { version: publishedVersion }, passed: null },
    ...{ progress: { total: 6, done: 6 }, comparison: { better: 0, same: 1, worse: 2 } },
    baseline: { scores: { score: { n: 3, mean: 1 } }, figures: { answered: 3 } },
  });
  expect(evaluation.cases.map(({ change }: { change: string }) => change)).toEqual([
    'worse',
    'worse',
    'same',
  ]);
  const { mean, low, high } = evaluation.comparison.differences.score;
  expect(mean).toBeCloseTo(evaluation.scores.score.mean - evaluation.baseline.scores.score.mean, 3);
  expect([low <= mean, mean <= high]).toEqual([true, true]);
  const changed = data(await owner.client.get(at(bot, `/${evaluation.id}/cases?change=worse`)));
  expect(changed).toHaveLength(2);
  expect(changed[0].baseline.answer).not.toBe(changed[0].result.answer);
  await refused(worse, '0.8 is required');
  expect((await owner.client.post(`${path}/rollback`, { version: worse })).status).toBe(409);
  expect(data(await owner.client.get(path))).toMatchObject({ publishedVersion, headVersion: worse });

  const better = (await put({ retrieval: { minScore: null }, welcomeMessage: 'Hello!' }, 200, editor))
    .headVersion;
  await evaluate(bot, { setId: set.id }, editor);
  // Other questions than these.
  const more = await post(at(bot, `/sets/${set.id}/cases`), {
    cases: [{ question: 'Do dogs pay in trams?' }],
  });
  expect(more.total).toBe(4);
  await refused(better, 'have changed since');
  await evaluate(bot, { setId: set.id }, editor);
  expect(data(await publish(better, {}, editor))).toMatchObject({ isPublished: true });
  expect(data(await publish(publishedVersion, { force: true }))).toMatchObject({ isPublished: true });
  expect((await publish(worse, { force: true }, editor)).status).toBe(403);
  data(await publish(worse, { force: true }));
  const audit = data(await owner.client.get('/api/v1/audit-log?action=chatbot.published&limit=5'));
  expect(audit[0].details).toMatchObject({
    version: worse,
    forced: expect.stringContaining('have changed since'),
  });

  // The questions go along with a copy, and so does what they are for.
  const copy = data(await owner.client.post(`${path}/duplicate`, {}), 202);
  const [copied] = data(await owner.client.get(at(copy, '/sets')));
  expect(copied).toMatchObject({ name: 'Questions', cases: { total: 4, refusals: 1 } });
  expect(copy).toMatchObject({ publishing: 'manual', evaluation: { setId: copied.id, minimumScore: 0.8 } });
  await put({ evaluation: null });
  data(await owner.client.delete(at(bot, `/sets/${set.id}`)));
  expect((await read(bot, evaluation.id)).setId).toBe(set.id);
});

test('an evaluation is nobody else’s, and goes with its bot', async () => {
  const { bot } = await newBot();
  const set = await post(at(bot, '/sets'), { name: 'Questions', cases });
  const { id } = await evaluate(bot, { setId: set.id });
  const stranger = await given.owner();
  const theirs = await given.chatbot(stranger);
  for (const path of ['', `/${id}`, `/${id}/cases`, '/sets', `/sets/${set.id}`])
    expect((await stranger.client.get(at(bot, path))).status).toBe(404);
  expect((await stranger.client.get(at(theirs, `/${id}`))).status).toBe(404);
  expect((await stranger.client.post(at(theirs), { setId: set.id })).status).toBe(404);
  data(await owner.client.delete(`/api/v1/chatbots/${bot.id}`));
  expect((await owner.client.get(at(bot, `/${id}`))).status).toBe(404);
});

test('tools that reach outside are called only when that is asked for, and webhooks hear of the end alone', async () => {
  const site = await startSite();
  try {
    const order = `/${unique('shop')}/17`;
    const json = { 'content-type': 'application/json' };
    site.set({ '/hook': { status: 204 }, [order]: { headers: json, body: '{"state":"on its way"}' } });
    const me = await given.owner();
    const hook = await createWebhook(me, site);
    const bot = await given.chatbot(me, { model: { provider: 'local' } });
    const tool = {
      ...{ name: 'get_order', description: 'Looks an order up' },
      request: { method: 'GET', path: order.replace('17', '{id}') },
      inputSchema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    };
    const plugin = {
      ...{ name: unique('Service '), version: '1.0.0', type: 'http' },
      manifest: { endpoint: site.url('/').replace(/\/$/, ''), tools: [tool] },
    };
    const pluginId = (await post('/api/v1/plugins', plugin, 201, me)).id;
    const triggers = [{ tool: 'get_order', phrases: ['where is order {id}'], answer: 'It is {state}.' }];
    await post(`/api/v1/chatbots/${bot.id}/plugins`, { pluginId, triggers }, 201, me);
    await post(`/api/v1/chatbots/${bot.id}/plugins`, { pluginId: 'builtin-calculator' }, 201, me);
    const questions = [
      { question: 'Where is order 17?', expected: 'It is on its way.' },
      { question: 'What is 12*7?', expected: '84' },
    ];
    const inside = (await evaluate(bot, { cases: questions }, me)).evaluation;
    expect(inside.cases.map(({ result }: { result: { toolCalls: object[] } }) => result.toolCalls)).toEqual([
      [{ name: 'get_order', outcome: 'refused', error: expect.stringContaining('Not called') }],
      [{ name: 'calculator', outcome: 'ok', error: null }],
    ]);
    expect(inside.scores.contains).toMatchObject({ n: 2, mean: 0.5 });
    expect(site.requests.filter(({ path }) => path === order)).toEqual([]);
    const all = (await evaluate(bot, { cases: questions, tools: 'all', minimum: 0.9 }, me)).evaluation;
    expect(all).toMatchObject({ passed: true, scores: { contains: { mean: 1 } } });
    expect(site.requests.filter(({ path }) => path === order)).toHaveLength(1);

    const log = await settledLog(me.client, hook.id, 3);
    expect(log.map(({ type }) => type)).toEqual([
      'chatbot.created',
      'evaluation.completed',
      'evaluation.completed',
    ]);
    const told = site.requests.filter(({ path }) => path === '/hook').map(({ body }) => JSON.parse(body));
    expect(told.find(({ data: { evaluationId } }) => evaluationId === all.id)).toMatchObject({
      data: { chatbotId: bot.id, version: all.version, passed: true, score: all.scores.score.mean },
    });
  } finally {
    await site.close();
  }
});

test('a model is asked what end users would ask it, once; what it refuses fails alone and is tried again', async () => {
  const me = await given.owner();
  const marker = unique('mark');
  const bot = await given.chatbot(me, {
    ...{ model: { provider: 'openai', maxTokens: 77 }, instructions: 'You are the porter.' },
  });
  const usage = { promptTokens: 50, completionTokens: 5 };
  await script(`${marker} one`, { text: 'The gate is green.', usage });
  await script(`${marker} two`, { text: 'I do not know.', usage });
  await script(`${marker} three`, { status: 400, message: 'too many words' });
  const { id, job, evaluation } = await evaluate(
    bot,
    {
      cases: [
        {
          question: `${marker} one: which colour has the gate?`,
          expected: 'The gate is green.',
          history: [{ question: 'Who are you?', answer: 'The porter.' }],
        },
        { question: `${marker} two: which colour has the moon?`, expectsRefusal: true },
        { question: `${marker} three`, expected: 'Nothing.' },
      ],
    },
    me,
  );
  expect(job).toMatchObject({ status: 'completed', progress: { done: 2, failed: 1 } });
  const [one, two, three] = evaluation.cases;
  expect(one.result).toMatchObject({
    ...{ provider: 'openai', tokens: { prompt: 50, completion: 5 }, cost: expect.any(Number) },
    scores: { f1: 1, similarity: 1, score: 1, grounded: null },
  });
  expect(two.result).toMatchObject({ refused: true, scores: { score: 1 } });
  expect(three.result).toMatchObject({ status: 'failed', answer: null, error: 'openai refused the request' });
  expect(evaluation.figures).toMatchObject({
    answered: 2,
    failed: 1,
    tokens: { prompt: 100, completion: 10 },
  });
  const { groups } = data(await me.client.get('/api/v1/usage?groupBy=feature'));
  expect(groups).toMatchObject([{ key: 'evaluation' }]);

  // The very request of a turn.
  const [asOne] = await asked(`${marker} one`);
  const first = await post(`/api/v1/chatbots/${bot.id}/conversation`, { message: 'Who are you?' }, 200, me);
  await post(
    `/api/v1/chatbots/${bot.id}/conversation`,
    { message: `${marker} one: which colour has the gate?`, conversationId: first.conversationId },
    200,
    me,
  );
  const asEndUser = (await asked(`${marker} one`)).at(-1)!;
  const request = ({ body }: { body: object }, answer: string) =>
    JSON.parse(JSON.stringify(body).replace(JSON.stringify(answer), '"…"'));
  expect(request(asOne!, 'The porter.')).toEqual(request(asEndUser, first.message));

  await script(`${marker} three`, { text: 'Nothing.', usage });
  data(await me.client.post(`/api/v1/jobs/${evaluation.jobId}/retry`), 202);
  expect(await given.finished(me.client, evaluation.jobId)).toMatchObject({
    progress: { done: 3, failed: 0 },
  });
  expect(await read(bot, id, me)).toMatchObject({
    ...{ status: 'completed', figures: { answered: 3, failed: 0 } },
    scores: { score: { n: 3, mean: 1 } },
  });
  expect(await asked(`${marker} two`)).toHaveLength(1);
});
