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

test.each([
  ['an unknown field', formOf([['a.md', 'x']], [['colour', 'red']]), 400, 'body.colour'],
  ['content and a file', formOf([['a.md', 'x']], [['content', 'y']]), 400, 'body.content'],
  ['an unknown type', formOf([['a.md', 'x']], [['type', 'pdf']]), 400, 'body.type'],
  ['no file', formOf([], [['title', 'x']]), 400, 'body.content'],
])('%s in a form is refused', async (_name, form, status, path) => {
  const answer = await me.client.post(items(), form);
  expect([answer.status, answer.body.details?.[0]?.path]).toEqual([status, path]);
  expect(data(await me.client.get(items()))).toEqual([]);
});

test('files in another field are refused with the right name', async () => {
  const form = new FormData();
  form.append('document', new Blob(['x']), 'a.md');
  const answer = await me.client.post(items(), form);
  expect([answer.status, answer.body.details[0]]).toEqual([
    400,
    { path: 'body.document', message: 'send files in the field file' },
  ]);
});

test("broken forms are the sender's mistake", async () => {
  const send = (type: string, body: string) =>
    me.client.send('POST', items(), body, { 'Content-Type': type });
  expect((await send('multipart/form-data', 'x')).status).toBe(400);
  expect((await send('multipart/form-data; boundary=b', '--b\r\nno header')).status).toBe(400);
  expect(
    (
      await send(
        'multipart/form-data; boundary=b',
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ncut off',
      )
    ).status,
  ).toBe(400);
  expect((await send('text/plain', 'x')).status).toBe(415);
  expect((await send('application/json', '{')).status).toBe(400);
});
