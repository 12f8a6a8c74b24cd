import { beforeAll, describe, expect, test } from '@jest/globals';
import { chinese } from '../../test/fixtures/languages/chinese.js';
import { german } from '../../test/fixtures/languages/german.js';
import { spanish } from '../../test/fixtures/languages/spanish.js';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
beforeAll(async () => {
  me = await given.owner();
});

interface Citation {
  title: string;
  text: string;
}

describe.each([german, spanish, chinese])('documents in $language', (fixture) => {
  let bot: { id: string };
  let base: { id: string; embeddingModel: string };
  beforeAll(async () => {
    bot = await given.chatbot(me, { model: { provider: 'local' } });
    base = await given.knowledgeBase(me, bot.id, { language: fixture.language });
    const { job } = await given.documents(me, base.id, fixture.documents);
    expect(job).toMatchObject({ status: 'completed', progress: { failed: 0 } });
  }, 600_000);

  const ask = async (message: string) =>
    data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
  const search = async (q: string, mode: string): Promise<{ title: string; highlights: unknown[] }[]> =>
    data(
      await me.client.get(
        `/api/v1/knowledge-bases/${base.id}/search?${new URLSearchParams({ q, mode }).toString()}`,
      ),
    );

  test('are embedded with the multilingual model', () => {
    expect(base.embeddingModel).toBe('multilingual-e5-small');
  });

  test('answer what they say, with a citation and in their words', async () => {
    const wrong: string[] = [];
    for (const [question, document, expected] of fixture.questions) {
      const { message, citations, grounded, language } = await ask(question);
      expect({ question, language }).toEqual({ question, language: fixture.language });
      const titles = (citations as Citation[]).map(({ title }) => title);
      if (!grounded || !titles.includes(document) || !message.includes(expected))
        wrong.push(`${question} → ${message} (${titles.join()})`);
    }
    // One of ten may go astray: what is quoted is chosen by a small model.
    expect(wrong.length > 1 ? wrong : []).toEqual([]);
  }, 300_000);

  test('refuse what they do not say, in the language of the question', async () => {
    const answered: string[] = [];
    for (const question of fixture.absent) {
      const { message, citations, grounded, language } = await ask(question);
      if (grounded) answered.push(`${question} → ${message}`);
      else {
        expect(message).toMatch(fixture.refusal);
        expect({ question, citations, language }).toEqual({
          question,
          citations: [],
          language: fixture.language,
        });
      }
    }
    expect(answered).toEqual([]);
  }, 300_000);

  test.each(['hybrid', 'semantic'])(
    'are found by meaning: %s',
    async (mode) => {
      const wrong: string[] = [];
      for (const [question, document] of fixture.questions) {
        const [best] = await search(question, mode);
        if (best?.title !== document) wrong.push(`${question} → ${best?.title}`);
      }
      expect(wrong.length > 1 ? wrong : []).toEqual([]);
    },
    300_000,
  );

  test.each(fixture.keywords)('are found by the word %s in %s', async (word, document) => {
    const results = await search(word, 'keyword');
    expect(results[0]?.title ?? null).toBe(document);
    if (document) expect(results[0]!.highlights.length).toBeGreaterThan(0);
  });
});

describe('several languages', () => {
  test('a question finds documents in another language, and is refused in its own', async () => {
    const bot = await given.chatbot(me, { model: { provider: 'local' } });
    const base = await given.knowledgeBase(me, bot.id, { language: 'de' });
    await given.documents(me, base.id, german.documents);
    const ask = async (message: string) =>
      data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
    for (const [question, document] of [
      ['¿Cuánto dura la garantía de la cafetera?', 'garantie.md'],
      ['¿Cada cuántos meses hay que descalcificar la máquina?', 'reinigung.md'],
      ['How many vacation days do the employees have?', 'arbeitsplatz.md'],
    ] as const) {
      const { citations } = await ask(question);
      expect({ question, titles: citations.map(({ title }: Citation) => title) }).toEqual({
        question,
        titles: expect.arrayContaining([document]),
      });
    }
    const refused = await ask('¿Cuántas lunas tiene Júpiter?');
    expect(refused).toMatchObject({ grounded: false, language: 'es' });
    expect(refused.message).toMatch(spanish.refusal);
  }, 600_000);

  test('an English base beside a German one keeps its model, and both are asked', async () => {
    const bot = await given.chatbot(me, { model: { provider: 'local' } });
    const english = await given.knowledgeBase(me, bot.id);
    const other = await given.knowledgeBase(me, bot.id, { language: 'de-AT' });
    expect([english.embeddingModel, other.embeddingModel]).toEqual([
      'all-MiniLM-L6-v2',
      'multilingual-e5-small',
    ]);
    await given.documents(me, english.id, {
      'lift.md': 'The lift in the east wing is repaired by the company Otto every spring.',
    });
    await given.documents(me, other.id, {
      'kantine.md': 'Die Kantine im Westflügel serviert donnerstags immer Linsensuppe.',
    });
    const ask = async (message: string) =>
      data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
    const titles = ({ citations }: { citations: Citation[] }) => citations.map(({ title }) => title);
    expect(titles(await ask('Who repairs the lift in the east wing?'))).toEqual(['lift.md']);
    expect(titles(await ask('Wann gibt es in der Kantine Linsensuppe?'))).toEqual(['kantine.md']);
  }, 300_000);

  test('a bot’s language is for messages that do not tell theirs', async () => {
    const bot = await given.chatbot(me, { model: { provider: 'local' }, language: 'fr' });
    const base = await given.knowledgeBase(me, bot.id);
    await given.documents(me, base.id, { 'lift.md': 'The lift is repaired every spring.' });
    const ask = async (message: string) =>
      data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
    expect(await ask('42?')).toMatchObject({
      language: null,
      message: expect.stringContaining('Je n’ai pas'),
    });
    expect(await ask('Wer hat die Mona Lisa gemalt?')).toMatchObject({
      language: 'de',
      message: expect.stringMatching(german.refusal),
    });
  });
});

test('a language that needs another index takes effect when the items are indexed for it', async () => {
  const bot = await given.chatbot(me, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(me, bot.id);
  const path = `/api/v1/knowledge-bases/${base.id}`;
  expect(data(await me.client.put(path, { language: 'de' }))).toMatchObject({
    language: 'de',
    embeddingModel: 'multilingual-e5-small',
  });
  expect(data(await me.client.put(path, { language: 'en' })).embeddingModel).toBe('all-MiniLM-L6-v2');
  await given.documents(me, base.id, {
    'kantine.md': 'Die Kantine im Westflügel serviert donnerstags immer Linsensuppe.',
    'aufzug.md': 'Der Aufzug im Ostflügel wird jeden Frühling von der Firma Otto repariert.',
  });
  expect(data(await me.client.put(path, { language: 'en-GB' })).language).toBe('en-GB');
  const search = async (q: string): Promise<string[]> =>
    data(await me.client.get(`${path}/search?mode=keyword&q=${encodeURIComponent(q)}`)).map(
      ({ title }: { title: string }) => title,
    );
  // By English rules these are other words.
  expect(await search('Aufzüge reparieren')).toEqual([]);
  const accepted = data(await me.client.put(path, { language: 'de', name: 'Haus' }), 202);
  expect(accepted).toMatchObject({
    ...{ name: 'Haus', language: 'en-GB', embeddingModel: 'all-MiniLM-L6-v2' },
    building: { language: 'de', embeddingModel: 'multilingual-e5-small' },
  });
  const job = await given.finished(me.client, accepted.jobId, 300_000);
  expect(job).toMatchObject({ status: 'completed', progress: { done: 2, failed: 0 } });
  expect(data(await me.client.get(path))).toMatchObject({
    ...{ language: 'de', embeddingModel: 'multilingual-e5-small', building: null },
  });
  expect(await search('Aufzüge reparieren')).toEqual(['aufzug.md']);
  const message = 'Wer repariert den Aufzug im Ostflügel?';
  const answer = data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));
  expect(answer).toMatchObject({ grounded: true, message: expect.stringContaining('Otto') });
}, 400_000);
