import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let bot: { id: string };
let base: { id: string };
beforeAll(async () => {
  me = await given.owner();
  bot = await given.chatbot(me);
});
beforeEach(async () => {
  base = await given.knowledgeBase(me, bot.id);
});

const items = () => `/api/v1/knowledge-bases/${base.id}/items`;
type Upload = [name: string, content: string | Uint8Array<ArrayBuffer>];
const formOf = (files: Upload[], fields: [string, string][] = []): FormData => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const [name, content] of files) form.append('file', new Blob([content]), name);
  return form;
};
const upload = async (files: Upload[], fields?: [string, string][]) => {
  const accepted = data(await me.client.post(items(), formOf(files, fields)), 202);
  const job = await given.finished(me.client, accepted.jobId);
  return { accepted, job, list: data(await me.client.get(`${items()}?sort=createdAt:asc&limit=100`)) };
};
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const byTitle = (list: any[], title: string) => list.find((item) => item.title === title);

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

test('each file becomes an item of its own; the broken ones say why and keep none of the others back', async () => {
  const { accepted, job, list } = await upload([
    ['guide.md', '# Guide\n\nThe warranty lasts two years.'],
    ['page.html', '<p>Refunds take nine days.</p>'],
    ['notes.txt', 'Shipping is free.'],
    ['no-extension', 'Plain words.'],
    ['empty.txt', ''],
    ['blank.md', ' \n\n\t'],
    ['renamed.md', Uint8Array.from([1, 2, 3, 0, 255, 254, 4, 5])],
    ['picture.txt', png],
    ['latin.txt', Uint8Array.from(Buffer.from('Grüße', 'latin1'))],
    ['utf16.txt', Uint8Array.from(Buffer.from('\ufeffGrüße aus Köln.', 'utf16le'))],
  ]);
  expect(accepted.items.map(({ title }: { title: string }) => title)).toEqual([
    'guide.md',
    'page.html',
    'notes.txt',
    'no-extension',
    'empty.txt',
    'blank.md',
    'renamed.md',
    'picture.txt',
    'latin.txt',
    'utf16.txt',
  ]);
  expect(job.progress).toMatchObject({ total: 10, done: 5, failed: 5, skipped: 0, percentage: 100 });
  expect(
    list.map((item: { title: string; type: string; status: string; error: string | null }) => [
      item.title,
      item.type,
      item.status,
      item.error,
    ]),
  ).toEqual([
    ['guide.md', 'markdown', 'ready', null],
    ['page.html', 'html', 'ready', null],
    ['notes.txt', 'text', 'ready', null],
    ['no-extension', 'text', 'ready', null],
    ['empty.txt', 'text', 'failed', 'The file is empty'],
    ['blank.md', 'markdown', 'failed', 'The file contains no text'],
    ['renamed.md', 'markdown', 'failed', 'The file is not text: it is binary or not in UTF-8'],
    ['picture.txt', 'text', 'failed', 'The file cannot be read: it looks like a PNG image'],
    ['latin.txt', 'text', 'failed', 'The file is not text: it is binary or not in UTF-8'],
    ['utf16.txt', 'text', 'ready', null],
  ]);
});

test('file names keep their folders and letters and lose what climbs', async () => {
  const long = `${'long '.repeat(60)}name.md`;
  const names: [sent: string, shown: string][] = [
    ['docs/setup/install.md', 'docs/setup/install.md'],
    ['../../etc/passwd', 'etc/passwd'],
    ['/etc/shadow', 'etc/shadow'],
    ['..\\..\\windows\\system.ini', 'windows/system.ini'],
    ['C:\\temp\\x.txt', 'temp/x.txt'],
    ['Übersicht 日本語 🎉.md', 'Übersicht 日本語 🎉.md'],
    ['a "quoted" name;.txt', 'a "quoted" name;.txt'],
    ['..', 'unnamed'],
    [long, Array.from(long).slice(-300).join('')],
    ['🎉'.repeat(200) + '.md', '🎉'.repeat(200) + '.md'],
  ];
  const { list, job } = await upload(names.map(([name], index) => [name, `Text number ${index}.`]));
  expect(job.progress).toMatchObject({ total: names.length, done: names.length });
  expect(list.map(({ title }: { title: string }) => title)).toEqual(names.map(([, shown]) => shown));
  expect(list.map(({ source }: { source: string }) => source)).toEqual(names.map(([, shown]) => shown));
});

test('fields of the form apply to every file', async () => {
  const { list } = await upload(
    [
      ['a.md', '# Not a heading'],
      ['b.txt', 'Two.'],
    ],
    [
      ['type', 'text'],
      ['tags', 'one'],
      ['tags', 'two'],
    ],
  );
  expect(list).toMatchObject([
    { title: 'a.md', type: 'text', tags: ['one', 'two'], status: 'ready' },
    { title: 'b.txt', type: 'text', tags: ['one', 'two'], status: 'ready' },
  ]);
});

test('a form may name a single tag', async () => {
  const { list } = await upload([['a.txt', 'One.']], [['tags', 'only']]);
  expect(list[0].tags).toEqual(['only']);
});

test('a form may carry metadata as JSON', async () => {
  const { list } = await upload([['a.txt', 'One.']], [['metadata', '{"page": 3}']]);
  expect(list[0].metadata).toEqual({ page: 3 });
  for (const wrong of ['{', '[]', '{"a": {}}', '5']) {
    const answer = await me.client.post(items(), formOf([['a.txt', 'One.']], [['metadata', wrong]]));
    expect([wrong, answer.status]).toEqual([wrong, 400]);
  }
});

test('two files of the same name and content are two items', async () => {
  const { list } = await upload([
    ['same.md', 'Same.'],
    ['same.md', 'Same.'],
  ]);
  expect(list).toMatchObject([{ status: 'ready' }, { status: 'ready' }]);
});

test('five hundred files are taken, one more is too many', async () => {
  const files = (count: number) =>
    formOf(Array.from({ length: count }, (_, n): Upload => [`f${n}.txt`, `Document number ${n}.`]));
  const tooMany = await me.client.post(items(), files(501));
  expect([tooMany.status, tooMany.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  const accepted = data(await me.client.post(items(), files(500)), 202);
  const job = await given.finished(me.client, accepted.jobId);
  expect(job.progress).toMatchObject({ total: 500, done: 500, failed: 0 });
  expect(data(await me.client.get(`/api/v1/knowledge-bases/${base.id}`)).items).toMatchObject({
    total: 500,
    ready: 500,
  });
}, 120_000);

test('a file with more text than the limit fails alone and says so', async () => {
  const { list } = await upload([
    ['huge.txt', 'word '.repeat(1_000_001)],
    ['small.txt', 'Small.'],
  ]);
  expect(byTitle(list, 'huge.txt')).toMatchObject({
    status: 'failed',
    error: 'The text exceeds 5,000,000 characters; split the file',
  });
  expect(byTitle(list, 'small.txt').status).toBe('ready');
});

test('a line of a hundred thousand letters without a space is taken in', async () => {
  const { list } = await upload([['line.txt', `${'x'.repeat(100_000)} ${'漢字'.repeat(2_000)}`]]);
  expect(list[0]).toMatchObject({ status: 'ready', error: null });
});
