import { beforeAll, describe, expect, test } from '@jest/globals';
import { asked, script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { intents } from '../../test/fixtures/intents.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

type Bot = { id: string };
interface Item {
  id: string;
  kind: string;
  question: string;
  answer: string | null;
  intent: string | null;
  status: string;
  evidence: { messageId: string; excerpt: string }[];
  origin: { type: string; score: number; itemId: string | null; messageId: string | null } | null;
  learnedAs: Record<string, string | null> | null;
}
const at = (bot: Bot, path: string) => `/api/v1/chatbots/${bot.id}/${path}`;
const say = async (bot: Bot, message: string) =>
  data(await me.client.post(at(bot, 'conversation'), { message }));
const items = async (bot: Bot, query = ''): Promise<Item[]> =>
  data(await me.client.get(at(bot, `learning?limit=100${query}`)));
const read = async (id: string): Promise<Item> => data(await me.client.get(`/api/v1/learning/${id}`));
const add = async (bot: Bot, values: object): Promise<Item> =>
  data(await me.client.post(at(bot, 'learning'), values), 201);
const decide = async (id: string, status: string): Promise<Item> =>
  data(await me.client.put(`/api/v1/learning/${id}/status`, { status }));
const finished = async ({ jobId }: { jobId: string }) => given.finished(me.client, jobId);
const generate = async (bot: Bot, body: object = {}) =>
  finished(data(await me.client.post(at(bot, 'learning/generate'), body), 202));
const apply = async (bot: Bot, body: object = {}) =>
  finished(data(await me.client.post(at(bot, 'learning/apply'), body), 202));
const undo = async (bot: Bot, id: string, body: object = {}) =>
  finished(data(await me.client.post(at(bot, `learning/${id}/undo`), body), 202));
const insights = async (bot: Bot) => data(await me.client.get(at(bot, 'insights?kind=unanswered')));
const trained = async (sessionId: string) => {
  const { jobId } = data(await me.client.get(`/api/v1/training/sessions/${sessionId}`));
  expect(await given.finished(me.client, jobId)).toMatchObject({ status: 'completed' });
};

async function shop(values: object = {}, documents: Record<string, string> = {}): Promise<Bot> {
  const bot = await given.chatbot(me, { model: { provider: 'local' }, ...values });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, {
    'guarantee.md': '# Guarantee\n\nThe guarantee lasts 24 months from the day of purchase.',
    ...documents,
  });
  return bot;
}

test('what was approved and applied is answered from then on, until it is taken back', async () => {
  const bot = await shop();
  const question = 'Do you ship to Norway?';
  const first = await say(bot, question);
  expect(first).toMatchObject({ grounded: false });
  await say(bot, 'Can you deliver my order to Norway?');
  expect(await insights(bot)).toMatchObject([{ count: 2 }]);

  expect(await generate(bot)).toMatchObject({
    ...{ kind: 'learning', purpose: 'generate', status: 'completed', result: { created: 1 } },
    progress: { total: 2, done: 2 },
  });
  const [item, ...others] = await items(bot);
  expect(others).toEqual([]);
  expect(item).toMatchObject({
    ...{ kind: 'knowledge', answer: null, intent: null, source: 'generated', status: 'pending' },
    ...{ origin: null, learnedAs: null, appliedAt: null, jobId: null, decidedBy: null },
  });
  expect(item!.evidence.map(({ messageId }) => messageId)).toContain(first.messageId);
  // What is there is not proposed again.
  expect(await generate(bot)).toMatchObject({ result: { created: 0 }, progress: { total: 1 } });

  // Nothing to teach yet, and nothing approved.
  const refused = await me.client.put(`/api/v1/learning/${item!.id}/status`, { status: 'approved' });
  expect([refused.status, refused.body.message]).toEqual([
    409,
    'The item lacks an answer: give it one first',
  ]);
  expect((await me.client.post(at(bot, 'learning/apply'), {})).status).toBe(409);
  const answer = 'We deliver to Norway within five working days.';
  expect(data(await me.client.put(`/api/v1/learning/${item!.id}`, { answer }))).toMatchObject({ answer });
  expect(await decide(item!.id, 'approved')).toMatchObject({ status: 'approved', decidedBy: me.user.id });

  const versionsBefore = data(await me.client.get(`/api/v1/chatbots/${bot.id}`)).publishedVersion;
  expect(await apply(bot)).toMatchObject({
    ...{ kind: 'learning', purpose: 'apply', status: 'completed' },
    ...{ result: { applied: 1, trainingSessionId: null }, progress: { total: 1, done: 1, failed: 0 } },
  });
  const applied = await read(item!.id);
  expect(applied).toMatchObject({ status: 'applied', appliedAt: expect.any(String), jobId: null });
  const known = await say(bot, question);
  expect(known).toMatchObject({ grounded: true });
  expect(known.message).toContain(answer);
  expect(known.citations[0].itemId).toBe(applied.learnedAs!.itemId);
  expect(known.version).toBe(versionsBefore + 1);
  // The question is taken care of.
  expect(await insights(bot)).toEqual([]);
  const { knowledgeBaseId, itemId } = applied.learnedAs!;
  const base = data(await me.client.get(`/api/v1/knowledge-bases/${knowledgeBaseId}`));
  expect(base).toMatchObject({ name: 'Learned answers', items: { total: 1, ready: 1 } });
  expect(
    data(await me.client.get(`/api/v1/knowledge-bases/${knowledgeBaseId}/items/${itemId}`)),
  ).toMatchObject({ type: 'faq', title: item!.question, status: 'ready' });

  // Applied is applied.
  const again = await me.client.post(at(bot, 'learning/apply'), { itemIds: [item!.id] });
  expect([again.status, again.body.message]).toEqual([409, 'Nothing is applied: it is applied already']);
  for (const call of [
    me.client.put(`/api/v1/learning/${item!.id}`, { answer: 'No.' }),
    me.client.put(`/api/v1/learning/${item!.id}/status`, { status: 'rejected' }),
    me.client.delete(`/api/v1/learning/${item!.id}`),
  ])
    expect((await call).body).toMatchObject({ code: 'CONFLICT', message: /undo it first/ });

  expect(await undo(bot, item!.id)).toMatchObject({
    ...{ purpose: 'undo', status: 'completed', result: { undone: 1 } },
  });
  expect(await read(item!.id)).toMatchObject({ status: 'approved', appliedAt: null, learnedAs: null });
  expect(await say(bot, question)).toMatchObject({ grounded: false, message: first.message });
  expect(await insights(bot)).toMatchObject([{ count: 3 }]);
  expect((await me.client.get(`/api/v1/knowledge-bases/${knowledgeBaseId}/items/${itemId}`)).status).toBe(
    404,
  );
  expect((await me.client.post(at(bot, `learning/${item!.id}/undo`), {})).status).toBe(409);

  // And once more: it goes into the same knowledge base.
  await apply(bot, { itemIds: [item!.id] });
  expect((await say(bot, question)).message).toContain(answer);
  expect((await read(item!.id)).learnedAs).toMatchObject({ knowledgeBaseId });
}, 180_000);

describe('proposed answers', () => {
  test('documents that were not enough to answer with are quoted, with where it comes from', async () => {
    const bot = await shop(
      { retrieval: { minScore: 1 } },
      { 'tents.md': '# Tents\n\nTents may be returned within 30 days if they are unused.' },
    );
    expect(await say(bot, 'Can I give back a tent?')).toMatchObject({ grounded: false });
    await generate(bot);
    const [item] = await items(bot);
    expect(item).toMatchObject({
      answer: 'Tents may be returned within 30 days if they are unused.',
      origin: { type: 'passage', title: 'tents.md', itemId: expect.any(String), model: null },
    });
    expect(item!.origin!.score).toBeLessThan(1);
  }, 120_000);

  test('an answer that was rated high is proposed to a question that asks the same', async () => {
    const bot = await shop({ retrieval: { minScore: 1 } });
    const question = 'How long does the guarantee last?';
    expect(await say(bot, `${question} Tell me, please, for I would like to know it now!`)).toMatchObject({
      grounded: false,
    });
    data(await me.client.put(`/api/v1/chatbots/${bot.id}`, { retrieval: { minScore: 0.2 } }));
    const good = await say(bot, question);
    expect(good).toMatchObject({ grounded: true });
    data(await me.client.post(at(bot, 'response-rating'), { messageId: good.messageId, rating: 'up' }));
    data(await me.client.put(`/api/v1/chatbots/${bot.id}`, { retrieval: { minScore: 1 } }));
    await generate(bot);
    expect(await items(bot)).toMatchObject([
      {
        answer: 'The guarantee lasts 24 months from the day of purchase.',
        origin: { type: 'rated-answer', messageId: good.messageId },
      },
    ]);
  }, 120_000);

  test('a model drafts from the documents alone; what cites none is left to be written', async () => {
    const marker = unique('tent');
    const bot = await shop(
      { model: { provider: 'openai' }, retrieval: { minScore: 1 } },
      { 'tents.md': `# Tents\n\nTents of the series ${marker} may be returned within 30 days.` },
    );
    const question = `Can I give back a ${marker}?`;
    await script(marker, { text: 'I do not know.' });
    expect(await say(bot, question)).toMatchObject({ grounded: false });
    await script(marker, { text: 'Yes, within 30 days [1].' });
    await generate(bot);
    const [item] = await items(bot);
    expect(item).toMatchObject({
      answer: 'Yes, within 30 days.',
      origin: { type: 'draft', title: 'tents.md', model: expect.any(String) },
    });
    const drafted = (await asked(marker)).at(-1)!;
    expect(JSON.stringify(drafted.body.messages)).toContain('may be returned within 30 days');

    data(await me.client.delete(`/api/v1/learning/${item!.id}`));
    await script(marker, { text: 'Certainly, whenever you like.' });
    await generate(bot);
    expect(await items(bot)).toMatchObject([{ question, answer: null, origin: null }]);
  }, 120_000);

  test('what was rated low and said something about waits to be corrected', async () => {
    const bot = await shop();
    const { messageId } = await say(bot, 'How long does the guarantee last?');
    const feedback = 'It is 36 months by now';
    data(await me.client.post(at(bot, 'response-rating'), { messageId, rating: 1, feedback }));
    // A low rating alone says too little.
    const other = await say(bot, 'From which day on does the guarantee count?');
    data(await me.client.post(at(bot, 'response-rating'), { messageId: other.messageId, rating: 3 }));
    await generate(bot);
    const [item, ...others] = await items(bot);
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      kind: 'correction',
      answer: null,
      question: 'How long does the guarantee last?',
    });
    expect(item!.evidence).toEqual([{ messageId, excerpt: expect.stringContaining(feedback) }]);
  }, 120_000);

  test('what is answered by now, and what was decided on, is not proposed', async () => {
    const bot = await shop();
    await say(bot, 'Do you ship to Norway?');
    await say(bot, 'Which colours does the tent come in?');
    await generate(bot);
    const [tent, norway] = await items(bot, '&sort=createdAt:desc');
    await decide(norway!.id, 'rejected');
    data(await me.client.delete(`/api/v1/learning/${tent!.id}`));
    const base = await given.knowledgeBase(me, bot.id);
    await given.documents(me, base.id, { 'colours.md': 'The tent comes in green and in red colours.' });
    expect(await generate(bot)).toMatchObject({
      ...{ status: 'completed', result: { created: 0 }, progress: { total: 2, done: 1, skipped: 1 } },
    });
    expect((await items(bot)).map(({ id }) => id)).toEqual([norway!.id]);
  }, 120_000);
});

describe('examples and corrections', () => {
  const examples = Object.entries(intents).flatMap(([intent, inputs]) =>
    inputs.map((input) => ({ input, intent })),
  );

  test('a correction is trained, changes the answer, and is taken back with it', async () => {
    const bot = await shop();
    const question = 'How long does the guarantee last?';
    const before = await say(bot, question);
    expect(before.message).toContain('24 months');
    const values = { kind: 'correction', question, answer: 'The guarantee lasts 36 months.' };
    const item = await add(bot, { ...values, messageIds: [before.messageId] });
    expect(item).toMatchObject({
      ...values,
      ...{
        source: 'manual',
        status: 'pending',
        evidence: [{ messageId: before.messageId, excerpt: question }],
      },
    });
    await decide(item.id, 'approved');
    // A bot without a model is trained only when that is asked for.
    const { result } = await apply(bot, { train: true });
    expect(result).toMatchObject({ applied: 1, trainingSessionId: expect.any(String) });
    await trained(result.trainingSessionId);
    expect(await say(bot, question)).toMatchObject({ message: values.answer, grounded: true });
    const { datasetId, exampleId } = (await read(item.id)).learnedAs!;
    const dataset = data(await me.client.get(`/api/v1/training/datasets/${datasetId}`));
    expect(dataset).toMatchObject({ name: 'Learned examples', examples: { total: 1, withOutput: 1 } });
    const [example] = data(await me.client.get(`/api/v1/training/datasets/${datasetId}/examples`));
    expect(example).toMatchObject({ id: exampleId, input: question, output: values.answer });

    await undo(bot, item.id);
    expect(await say(bot, question)).toMatchObject({ message: before.message });
    expect(data(await me.client.get(`/api/v1/training/datasets/${datasetId}/examples`))).toEqual([]);
  }, 180_000);

  test('a bot that is trained already learns examples with what it has learnt before, and forgets them alone', async () => {
    const bot = await shop();
    const set = { name: unique('set'), examples };
    const { id: datasetId } = data(await me.client.post(at(bot, 'training/datasets'), set), 201);
    const session = data(await me.client.post(at(bot, 'training/sessions'), { datasetId }), 202);
    await trained(session.id);
    const strange = 'Do you have vouchers to give away?';
    expect((await say(bot, strange)).intent.name).toBeNull();

    const vouchers = [
      strange,
      'I want to buy a voucher',
      'Are there gift cards?',
      'A present card for a friend',
    ];
    for (const question of vouchers)
      await decide((await add(bot, { kind: 'example', question, intent: 'vouchers' })).id, 'approved');
    const { result } = await apply(bot);
    await trained(result.trainingSessionId);
    expect((await say(bot, strange)).intent.name).toBe('vouchers');
    expect((await say(bot, 'I forgot my password')).intent.name).toBe('password');
    expect(
      data(await me.client.get(`/api/v1/training/sessions/${result.trainingSessionId}`)).datasetIds,
    ).toHaveLength(2);

    const learned = await items(bot, '&status=applied&kind=example');
    expect(learned).toHaveLength(vouchers.length);
    const undone = await undo(bot, learned[0]!.id);
    await trained(undone.result.trainingSessionId);
    const { learnedAs } = learned[1]!;
    const left = data(await me.client.get(`/api/v1/training/datasets/${learnedAs!.datasetId}/examples`));
    expect(left.map(({ input }: { input: string }) => input).sort()).toEqual(
      vouchers.filter((question) => question !== learned[0]!.question).sort(),
    );
  }, 240_000);

  test('messages near an intent are proposed as its examples', async () => {
    const bot = await shop();
    const set = { name: unique('set'), examples };
    const { id: datasetId } = data(await me.client.post(at(bot, 'training/datasets'), set), 201);
    const session = data(await me.client.post(at(bot, 'training/sessions'), { datasetId }), 202);
    await trained(session.id);
    const messages = [
      'Do I get a discount?',
      'Please call me',
      'Where are you?',
      'What does a new account cost?',
      'I forgot my password at home',
      'What is the square root of two?',
    ];
    const sure = new Map<string, string | null>();
    for (const message of messages) {
      const { intent } = await say(bot, message);
      if (intent.name !== null && intent.confidence >= 0.6) sure.set(message, intent.name);
    }
    await generate(bot);
    const proposed = await items(bot, '&kind=example');
    expect(proposed.length).toBeGreaterThan(0);
    for (const { question, intent, origin, evidence } of proposed) {
      expect(Object.keys(intents)).toContain(intent);
      expect(sure.has(question)).toBe(false);
      expect(origin).toMatchObject({ type: 'intent-model' });
      expect(evidence[0]!.excerpt).toBe(question);
    }
    expect(proposed.map(({ question }) => question)).not.toContain('What is the square root of two?');
  }, 180_000);

  test('an example that is there already is not taken away with the item', async () => {
    const bot = await shop();
    const [first, second] = [
      await add(bot, { kind: 'example', question: 'Where is my parcel?', intent: 'track' }),
      await add(bot, { kind: 'correction', question: 'Where is my parcel?', intent: 'track' }),
    ];
    await decide(first.id, 'approved');
    await apply(bot);
    await decide(second.id, 'approved');
    await apply(bot);
    await undo(bot, second.id);
    const { datasetId } = (await read(first.id)).learnedAs!;
    const examplesOf = async () =>
      data(await me.client.get(`/api/v1/training/datasets/${datasetId}/examples`));
    expect(await examplesOf()).toHaveLength(1);
    await undo(bot, first.id);
    expect(await examplesOf()).toEqual([]);
  }, 120_000);
});

test('items are listed by what is asked for', async () => {
  const bot = await shop();
  const word = unique('lamp');
  const mine = await add(bot, { question: `What does a ${word} cost?`, answer: 'Five francs.' });
  const other = await add(bot, { kind: 'example', question: 'Where is my parcel?', intent: 'track' });
  await decide(other.id, 'rejected');
  const ids = async (query: string) => (await items(bot, query)).map(({ id }) => id);
  expect(await ids('')).toEqual([other.id, mine.id]);
  expect(await ids('&sort=createdAt:asc')).toEqual([mine.id, other.id]);
  expect(await ids('&sort=updatedAt:desc')).toEqual([other.id, mine.id]);
  expect(await ids('&status=rejected')).toEqual([other.id]);
  expect(await ids('&kind=knowledge')).toEqual([mine.id]);
  expect(await ids('&source=generated')).toEqual([]);
  expect(await ids(`&search=${word}`)).toEqual([mine.id]);
  expect(await ids('&search=five%20francs')).toEqual([mine.id]);
  const paged = await me.client.get(at(bot, 'learning?limit=1&page=2'));
  expect(paged.body.pagination).toEqual({ total: 2, pages: 2, page: 2, limit: 1 });
  expect(await ids('&status=pending')).toEqual([mine.id]);
  expect(await decide(other.id, 'pending')).toMatchObject({ status: 'pending', decidedBy: null });

  const twice = await me.client.post(at(bot, 'learning'), { question: `what does a ${word} cost` });
  expect([twice.status, twice.body.code]).toEqual([409, 'CONFLICT']);
  const foreign = await me.client.post(at(bot, 'learning'), { question: 'Why?', messageIds: [unusedId()] });
  expect([foreign.status, foreign.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  const early = await me.client.put(`/api/v1/learning/${mine.id}/status`, { status: 'applied' });
  expect([early.status, early.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  data(await me.client.delete(`/api/v1/learning/${mine.id}`));
  expect((await me.client.get(`/api/v1/learning/${mine.id}`)).status).toBe(404);
  expect((await me.client.delete(`/api/v1/learning/${mine.id}`)).status).toBe(404);
});

test('of what is named only what is approved is applied, and the rest is told', async () => {
  const bot = await shop();
  const [pending, approved] = [
    await add(bot, { question: 'Do you sell lamps?', answer: 'Yes, in every size.' }),
    await add(bot, { question: 'Do you rent out boats?', answer: 'No, boats are not for rent.' }),
  ];
  await decide(approved.id, 'approved');
  const itemIds = [pending.id, approved.id];
  const taken = data(await me.client.post(at(bot, 'learning/apply'), { itemIds }), 202);
  expect(taken).toMatchObject({
    ...{ itemIds: [approved.id], skipped: [{ id: pending.id, reason: 'it is pending, not approved' }] },
  });
  await finished(taken);
  expect((await items(bot)).map(({ id, status }) => [id, status]).sort()).toEqual(
    [
      [approved.id, 'applied'],
      [pending.id, 'pending'],
    ].sort(),
  );
  const other = await shop();
  const foreign = await me.client.post(at(other, 'learning/apply'), { itemIds: [pending.id] });
  expect(foreign.status).toBe(404);
  expect((await me.client.post(at(other, `learning/${approved.id}/undo`), {})).status).toBe(404);
});

test('an answer that asks something itself is found as a whole', async () => {
  const bot = await shop();
  const answer = 'Have you tried another plug?\nIs the lamp switched on?\nThen send it to us for repair.';
  await decide((await add(bot, { question: 'Why is my lamp dark?', answer })).id, 'approved');
  expect(await apply(bot)).toMatchObject({ status: 'completed', progress: { done: 1, failed: 0 } });
  const { message } = await say(bot, 'Why is my lamp dark?');
  expect(message).toContain('Then send it to us for repair.');
});

test('viewers read, editors change, and a deleted bot takes its items with it', async () => {
  const bot = await shop();
  const item = await add(bot, { question: 'Do you sell lamps?', answer: 'Yes.' });
  const viewer = await given.member(me, 'viewer');
  expect(data(await viewer.client.get(at(bot, 'learning')))).toHaveLength(1);
  expect((await viewer.client.get(`/api/v1/learning/${item.id}`)).status).toBe(200);
  for (const [method, path, body] of [
    ['POST', at(bot, 'learning'), { question: 'Why?' }],
    ['POST', at(bot, 'learning/generate'), {}],
    ['POST', at(bot, 'learning/apply'), {}],
    ['POST', at(bot, `learning/${item.id}/undo`), {}],
    ['PUT', `/api/v1/learning/${item.id}`, { answer: 'No.' }],
    ['PUT', `/api/v1/learning/${item.id}/status`, { status: 'approved' }],
    ['DELETE', `/api/v1/learning/${item.id}`],
  ] as const)
    expect((await viewer.client.send(method, path, body)).status).toBe(403);
  const editor = await given.member(me, 'editor');
  expect((await editor.client.put(`/api/v1/learning/${item.id}/status`, { status: 'approved' })).status).toBe(
    200,
  );
  data(await me.client.delete(`/api/v1/chatbots/${bot.id}`));
  expect((await me.client.get(`/api/v1/learning/${item.id}`)).status).toBe(404);
});
