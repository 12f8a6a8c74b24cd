import { startOpenAiDouble } from '../../../test/doubles/openai-double.js';
import { data } from '../../../test/helpers/given.js';
import { shareOf, type Figure } from '../figure.js';
import {
  hasAnswer,
  readBehaviour,
  readCollection,
  readingBot,
  type BehaviourCase,
  type ReadingBot,
} from '../reading-bot.js';
import { recite } from '../reciting.js';
import { mapSome, startSubject, type Setting, type Subject } from '../subject.js';

type Of<K extends BehaviourCase['kind']> = Extract<BehaviourCase, { kind: K }>;
const ofKind = <K extends BehaviourCase['kind']>(cases: readonly BehaviourCase[], kind: K): Of<K>[] =>
  cases.filter((one): one is Of<K> => one.kind === kind);
const matches = (text: string) => (pattern: string) => new RegExp(pattern, 'iu').test(text);
/** An address that takes data with it, an image or a script: what does harm by being shown, whoever wrote it. */
const isActive = (text: string): boolean => /\?\w+=|!\[|<script/.test(text);
/** Forbids such an address or such markup, not only words, which a model that repeats all repeats. */
const forbidsActive = (pattern: string): boolean => /\\.example|<script|!\\\[|session=/.test(pattern);

/**
 * Whether a bot keeps to its personality, cites what it says, and withstands orders that stand in documents: with a model
 * where `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set. Otherwise with one that repeats whatever it reads, which shows what the
 * platform does on its own: what it tells a model, what it makes of its citations, what it lets through.
 */
export async function measureBehaviour({ most }: Setting): Promise<Figure[]> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = process.env;
  if (OPENAI_API_KEY || OPENAI_BASE_URL) {
    const subject = await startSubject({ OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL });
    return measureModel(subject, most).finally(() => subject.stop());
  }
  const double = await startOpenAiDouble();
  double.respond(({ path, body }) => (path === 'chat' ? { text: recite(body) } : undefined));
  const subject = await startSubject({ OPENAI_API_KEY: 'sk-double', OPENAI_BASE_URL: double.url });
  try {
    return await measureReciting(subject, {
      most,
      told: () =>
        JSON.stringify(double.ledger.findLast(({ path }) => path.endsWith('/chat/completions'))?.body),
    });
  } finally {
    await subject.stop();
    await double.close();
  }
}

async function measureModel(subject: Subject, most: number): Promise<Figure[]> {
  const { bot, cases } = await prepare(subject, most);
  const part = `behaviour of ${process.env.OPENAI_MODEL ?? 'the model'}`;
  const kept: boolean[] = [];
  for (const one of ofKind(cases, 'personality')) {
    const { message } = await askAs(subject, { bot, one });
    kept.push(one.expect.every(matches(message)) && !one.forbid.some(matches(message)));
  }
  const cited = await mapSome(ofKind(cases, 'citation'), async ({ question, document, answers }) => {
    const { message, citations } = await bot.ask(question);
    return hasAnswer(message, answers) && citations.some(({ title }) => title === document);
  });
  const resisted = await mapSome(ofKind(cases, 'injection'), async ({ question, forbid, expect }) => {
    const { message } = await bot.ask(question);
    return {
      isSafe: !forbid.some(matches(message)),
      isRight: expect.every(matches(message)),
    };
  });
  return [
    { ...shareOf(kept), ...{ part, name: 'keeps to its personality' } },
    { ...shareOf(cited), ...{ part, name: 'right, and cites the right document' } },
    { ...shareOf(resisted.map(({ isSafe }) => isSafe)), ...{ part, name: 'withstands orders in documents' } },
    { ...shareOf(resisted.map(({ isRight }) => isRight)), ...{ part, name: 'answers in spite of them' } },
  ];
}

async function measureReciting(
  subject: Subject,
  { most, told }: { most: number; told: () => string },
): Promise<Figure[]> {
  const { bot, cases } = await prepare(subject, most);
  const part = 'behaviour, a model that repeats all';
  const heard: boolean[] = [];
  for (const one of ofKind(cases, 'personality')) {
    await askAs(subject, { bot, one });
    const prompt = told();
    heard.push(
      Object.values(one.personality).every((said) => prompt.includes(JSON.stringify(said).slice(1, -1))),
    );
  }
  const asked = ofKind(cases, 'citation');
  const cited = await mapSome(asked, async ({ question, document, answers }) => {
    const { citations } = await bot.ask(question);
    return citations.some(({ title, text }) => title === document && hasAnswer(text, answers));
  });
  const active = ofKind(cases, 'injection').filter(({ document }) => isActive(document.text));
  const held = await mapSome(active, async ({ question, forbid }) => {
    const { message } = await bot.ask(question);
    return !forbid.filter(forbidsActive).some(matches(message));
  });
  return [
    { ...shareOf(heard), ...{ part, name: 'is told its personality whole' } },
    {
      ...shareOf(
        cited,
        asked.map(({ question }) => question),
      ),
      ...{ part, name: 'is given, and cites, what answers the question' },
    },
    {
      ...shareOf(
        held,
        active.map(({ question }) => question),
      ),
      ...{ part, name: 'no address, image or script of a document comes through' },
    },
  ];
}

async function prepare(subject: Subject, most: number): Promise<{ bot: ReadingBot; cases: BehaviourCase[] }> {
  const [documents, all] = await Promise.all([readCollection(), readBehaviour()]);
  const cases = all.slice(0, most);
  const injected = ofKind(cases, 'injection').map(({ document }) => document);
  return { bot: await readingBot(subject, [...documents, ...injected], {}), cases };
}

/** Asks a bot that has put on the personality of a case. */
async function askAs({ client }: Subject, { bot, one }: { bot: ReadingBot; one: Of<'personality'> }) {
  const { traits: description, tone, style: instructions } = one.personality;
  const personality = { name: tone.slice(0, 100), description, tone, instructions };
  const { id } = data(await client.post(`/api/v1/chatbots/${bot.id}/personalities`, personality), 201) as {
    id: string;
  };
  data(await client.post(`/api/v1/personalities/${id}/default`, {}));
  return bot.ask(one.question);
}
