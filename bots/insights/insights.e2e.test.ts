import { beforeAll, expect, test } from '@jest/globals';
import { script } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';
import { intents, unseen } from '../../test/fixtures/intents.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

type Bot = { id: string };
interface Insight {
  id: string;
  kind: string;
  title: string;
  severity: string;
  count: number;
  evidence: { messageId: string; excerpt: string }[];
  suggestion: string;
  figures: Record<string, number>;
  lastSeenAt: string;
}
const at = (bot: Bot, path: string) => `/api/v1/chatbots/${bot.id}/${path}`;
const say = async (bot: Bot, message: string, values: object = {}) =>
  data(await me.client.post(at(bot, 'conversation'), { message, ...values }));
const insights = async (bot: Bot, query = ''): Promise<Insight[]> =>
  data(await me.client.get(at(bot, `insights?limit=100${query}`)));
const rate = async (bot: Bot, messageId: string, rating: number, feedback?: string) =>
  data(await me.client.post(at(bot, 'response-rating'), { messageId, rating, feedback }));

async function shop(): Promise<Bot> {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, {
    'guarantee.md': '# Guarantee\n\nThe guarantee lasts 24 months from the day of purchase.',
  });
  return bot;
}

const norway = [
  'Do you ship to Norway?',
  'Can you deliver my order to Norway?',
  'Is it possible to have parcels shipped to Norway?',
];

test('unanswered questions are grouped by meaning, and what is asked now shows at once', async () => {
  const bot = await shop();
  expect(await insights(bot)).toEqual([]);
  const first = await say(bot, norway[0]!);
  expect(first).toMatchObject({ grounded: false });
  const [one] = await insights(bot);
  expect(one).toEqual({
    ...{ id: expect.any(String), kind: 'unanswered', title: norway[0], severity: 'low', count: 1 },
    evidence: [{ messageId: first.messageId, excerpt: norway[0] }],
    ...{ suggestion: expect.any(String), figures: {} },
    ...{ firstSeenAt: expect.any(String), lastSeenAt: expect.any(String) },
  });

  const second = await say(bot, norway[1]!);
  const third = await say(bot, norway[2]!);
  await say(bot, 'Which colours does the tent come in?');
  // What has an answer, and what is said out of politeness, is no such question.
  expect(await say(bot, 'How long does the guarantee last?')).toMatchObject({ grounded: true });
  await say(bot, 'Thank you!');
  const [shipping, colours, ...others] = await insights(bot);
  expect(others).toEqual([]);
  expect(shipping).toMatchObject({ id: one!.id, kind: 'unanswered', severity: 'medium', count: 3 });
  expect(norway).toContain(shipping!.title);
  expect(shipping!.evidence.map(({ messageId }) => messageId)).toEqual(
    [third, second, first].map(({ messageId }) => messageId),
  );
  expect(colours).toMatchObject({ title: 'Which colours does the tent come in?', count: 1 });

  expect(await insights(bot, '&severity=medium')).toEqual([shipping]);
  expect(await insights(bot, '&kind=low-rating')).toEqual([]);
  expect(await insights(bot, '&kind=unanswered')).toEqual([shipping, colours]);
  const paged = await me.client.get(at(bot, 'insights?page=2&limit=1'));
  expect(data(paged)).toEqual([colours]);
  expect(paged.body.pagination).toEqual({ total: 2, pages: 2, page: 2, limit: 1 });
  expect(await insights(bot, '&to=2020-01-01')).toEqual([]);
  expect(await insights(bot, `&from=${new Date(Date.now() - 60_000).toISOString()}`)).toEqual([
    shipping,
    colours,
  ]);
  // Another bot's questions are not this one's.
  expect(await insights(await shop())).toEqual([]);
}, 120_000);

test('low ratings show the answers and what was said of them; a better rating takes them back', async () => {
  const bot = await shop();
  const answer = await say(bot, 'How long does the guarantee last?');
  const other = await say(bot, 'For how many months is the guarantee valid?');
  await rate(bot, other.messageId, 5);
  expect(await insights(bot)).toEqual([]);
  await rate(bot, answer.messageId, 2, 'It is 36 months by now');
  expect(await insights(bot)).toMatchObject([
    {
      ...{ kind: 'low-rating', count: 1, figures: { averageRating: 2 } },
      evidence: [
        {
          messageId: answer.messageId,
          excerpt: 'How long does the guarantee last? – “It is 36 months by now”',
        },
      ],
    },
  ]);
  await rate(bot, other.messageId, 1);
  expect(await insights(bot)).toMatchObject([{ count: 2, figures: { averageRating: 1.5 } }]);
  await rate(bot, answer.messageId, 4);
  await rate(bot, other.messageId, 3);
  expect(await insights(bot)).toEqual([]);
}, 120_000);

test('a topic that is answered from passages that hardly fit is a gap, once it is asked for often', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'local' }, retrieval: { minScore: 0 } });
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, {
    'tents.md': '# Tents\n\nOur tents are sewn by hand in the mountains and tested in storms.',
  });
  const asked = [
    'What do your lamps cost?',
    'How much do the lamps cost?',
    'What is the price of your lamps?',
  ];
  for (const [index, question] of asked.entries()) {
    expect((await insights(bot)).filter(({ kind }) => kind === 'knowledge-gap')).toEqual([]);
    const { grounded, confidence } = await say(bot, question);
    expect([index, grounded, confidence < 0.5]).toEqual([index, true, true]);
  }
  const [gap, ...others] = await insights(bot);
  expect(others).toEqual([]);
  expect(gap).toMatchObject({ kind: 'knowledge-gap', count: 3, severity: 'medium' });
  expect(gap!.figures.averageConfidence).toBeLessThan(0.5);
}, 120_000);

test('an intent that is asked for more often than before drifts, by more than chance', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const examples = Object.entries(intents).flatMap(([intent, inputs]) =>
    inputs.map((input) => ({ input, intent })),
  );
  const set = { name: unique('set'), examples };
  const { id: datasetId } = data(await me.client.post(at(bot, 'training/datasets'), set), 201);
  const { jobId } = data(await me.client.post(at(bot, 'training/sessions'), { datasetId }), 202);
  await given.finished(me.client, jobId);

  const [shipped, ...rest] = unseen;
  const [message, name] = shipped!;
  const others = rest.filter(([, intent]) => intent !== name).map(([other]) => other);
  const ask = async (share: number) => {
    for (let n = 0; n < 30; n++) await say(bot, n < share ? message : others[n % others.length]!);
  };
  await ask(3);
  const middle = new Date().toISOString();
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const drift = () => insights(bot, `&kind=intent-drift&from=${middle}&to=${later}`);
  await ask(3);
  expect(await drift()).toEqual([]);
  await ask(27);
  const found = await drift();
  const mine = found.find(({ title }) => title.includes(name))!;
  expect(mine).toMatchObject({
    ...{ kind: 'intent-drift', severity: 'high', count: 30 },
    figures: { share: 0.5, shareBefore: 0.1, messages: 60, messagesBefore: 30 },
  });
  expect(mine.figures.probability).toBeLessThan(0.01);
  expect(mine.evidence).toHaveLength(5);
  expect(mine.evidence[0]!.excerpt).toBe(message);
  expect((await drift()).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
}, 240_000);

test('a model whose answers cost more than before is told, with its dearest answers', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'openai', name: 'gpt-4o-mini' } });
  const marker = unique();
  const ask = async (promptTokens: number) => {
    for (let n = 0; n < 30; n++) {
      const question = `${marker}-${promptTokens}-${n}`;
      await script(question, {
        text: 'Well.',
        usage: { promptTokens: promptTokens + n, completionTokens: 10 },
      });
      await say(bot, question);
    }
  };
  await ask(10_000);
  const middle = new Date().toISOString();
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const costs = () => insights(bot, `&kind=cost&from=${middle}&to=${later}`);
  expect(await costs()).toEqual([]);
  await ask(31_000);
  const [one, ...others] = await costs();
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    ...{ kind: 'cost', severity: 'high', count: 30 },
    figures: { ratio: expect.any(Number), answers: 30, answersBefore: 30 },
  });
  expect(one!.figures.ratio).toBeCloseTo(3.1, 1);
  expect(one!.evidence).toHaveLength(5);
  for (const { excerpt } of one!.evidence) expect(excerpt).toContain(`${marker}-31000`);
}, 240_000);

test('a time that ends before it begins is refused, and another organisation sees nothing', async () => {
  const bot = await shop();
  for (const query of ['from=2026-02-01&to=2026-01-01', 'from=2020-01-01&to=2026-01-01', 'from=yesterday'])
    expect((await me.client.get(at(bot, `insights?${query}`))).status).toBe(400);
  const viewer = await given.member(me, 'viewer');
  expect((await viewer.client.get(at(bot, 'insights'))).status).toBe(200);
  const stranger = await given.owner();
  const foreign = await stranger.client.get(at(bot, 'insights'));
  const absent = await stranger.client.get(at({ id: unusedId() }, 'insights'));
  expect([foreign.status, foreign.body]).toEqual([404, absent.body]);
});
