import { beforeAll, expect, test } from '@jest/globals';
import {
  archiveOfDocuments,
  askedDocuments,
  disguisedDocuments,
  hostileDocuments,
  madeDocuments,
  publishedDocuments,
  type Sample,
} from '../../test/fixtures/collection-of-formats.js';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';

interface Item {
  id: string;
  title: string;
  type: string;
  status: string;
  error: string | null;
  warnings: string[];
  parentId: string | null;
  source: string;
}

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
let base: { id: string };
let sent: Sample[];
let entries: Omit<Sample, 'content'>[];
let job: { progress: { total: number; done: number; failed: number } };
let items: Map<string, Item>;

/** Everything in one upload, as somebody sends the folder of a department. */
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me, { model: { provider: 'local' } });
  base = await given.knowledgeBase(me, bot.id);
  const archive = await archiveOfDocuments();
  entries = archive.entries;
  sent = [
    ...(await publishedDocuments()),
    ...(await madeDocuments()),
    ...(await askedDocuments()),
    ...(await hostileDocuments()),
    ...(await disguisedDocuments()),
    archive.archive,
  ];
  const form = new FormData();
  for (const { name, content } of sent) form.append('file', new Blob([Uint8Array.from(content)]), name);
  const accepted = data(await me.client.post(`/api/v1/knowledge-bases/${base.id}/items`, form), 202);
  job = await given.finished(me.client, accepted.jobId, 600_000);
  items = new Map((await allItems()).map((item) => [item.title, item]));
}, 700_000);

async function allItems(): Promise<Item[]> {
  const all: Item[] = [];
  for (let page = 1; ; page++) {
    const found = data(
      await me.client.get(`/api/v1/knowledge-bases/${base.id}/items?limit=100&page=${page}`),
    );
    all.push(...found);
    if (found.length < 100) return all;
  }
}
const ask = async (message: string) =>
  data(await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message }));

test('more than two hundred files in all formats are accounted for, each with its own fate', () => {
  const expected = [...sent, ...entries];
  expect(sent.length).toBeGreaterThanOrEqual(200);
  expect(items.size).toBe(expected.length);
  const wrong = expected.flatMap(({ name, fate }) => {
    const item = items.get(name);
    const isAsExpected =
      'error' in fate
        ? item?.status === 'failed' &&
          (typeof fate.error === 'string' ? item.error === fate.error : fate.error.test(item.error ?? ''))
        : item?.status === 'ready' &&
          item.type === fate.type &&
          item.error === null &&
          JSON.stringify(item.warnings) === JSON.stringify(fate.warnings ?? []);
    return isAsExpected ? [] : [{ name, fate, item }];
  });
  expect(wrong).toEqual([]);
  const failed = expected.filter(({ fate }) => 'error' in fate).length;
  expect(job.progress).toMatchObject({ total: expected.length, failed, done: expected.length - failed });
});

test('what came in an archive names it', () => {
  const archive = items.get('docs.zip')!;
  expect(archive).toMatchObject({ type: 'zip', status: 'ready', parentId: null });
  for (const { name } of entries)
    expect(items.get(name)).toMatchObject({ parentId: archive.id, source: name });
});

test.each([
  ['a page of a PDF', 'How often is the boiler descaled?', 'eleven weeks', 'manual.pdf, page 3'],
  [
    'a table in Word',
    'What is the capacity of the Matterhorn room?',
    '18 persons',
    'rooms.docx > Conference rooms',
  ],
  ['a row of a sheet', 'How much is the postage to Iceland?', '17.40 francs', 'tariffs.xlsx > Tariffs'],
  [
    'a file in an archive',
    'How much does the goods lift carry?',
    '870 kilograms',
    'docs.zip/guide/lift.pdf, page 1',
  ],
  [
    'an archive in an archive',
    'Who leads the night shift?',
    'Ottilie Brandt',
    'docs.zip/inner.zip/deep/notes.md > Night shift',
  ],
])('a question is answered from %s', async (_name, question, words, source) => {
  const answer = await ask(question);
  expect(answer.message).toContain(words);
  expect(answer.grounded).toBe(true);
  const cited = answer.citations.find(({ text }: { text: string }) => text.includes(words));
  expect(cited).toMatchObject({ source });
});

test('an archive goes with what came in it, a document of it goes alone', async () => {
  const at = `/api/v1/knowledge-bases/${base.id}`;
  const { archive } = await archiveOfDocuments();
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(archive.content)]), 'second.zip');
  const accepted = data(await me.client.post(`${at}/items`, form), 202);
  await given.finished(me.client, accepted.jobId);
  const ofSecond = async () => (await allItems()).filter(({ source }) => source.startsWith('second.zip'));
  const before = await ofSecond();
  expect(before).toHaveLength(entries.length + 1);
  const phones = before.find(({ title }) => title === 'second.zip/tables/phones.csv')!;
  data(await me.client.delete(`${at}/items/${phones.id}`));
  expect(await ofSecond()).toHaveLength(entries.length);
  const [parent] = accepted.items;
  const refused = await me.client.put(`${at}/items/${parent.id}`, { content: 'Not an archive.' });
  expect([refused.status, refused.body.details?.[0]?.path]).toEqual([400, 'body.content']);
  data(await me.client.delete(`${at}/items/${parent.id}`));
  expect(await ofSecond()).toEqual([]);
});

test('a failed entry fails for the same reason when its job is tried again', async () => {
  const at = `/api/v1/knowledge-bases/${base.id}/items`;
  const { archive } = await archiveOfDocuments();
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(archive.content)]), 'third.zip');
  const accepted = data(await me.client.post(at, form), 202);
  const first = await given.finished(me.client, accepted.jobId);
  data(await me.client.post(`/api/v1/jobs/${accepted.jobId}/retry`), 202);
  const again = await given.finished(me.client, accepted.jobId);
  expect(again.progress).toMatchObject({ total: first.progress.total, failed: first.progress.failed });
  const link = (await allItems()).find(({ title }) => title === 'third.zip/link');
  expect(link).toMatchObject({ status: 'failed', error: 'The entry is a link or a device, not a file' });
});
