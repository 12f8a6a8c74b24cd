import { beforeAll, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGiven, data, platformUrl, unique, type Member } from '../helpers/given.js';
import { eventually } from '../helpers/leftovers.js';

const given = createGiven(platformUrl());
const dataDir = process.env.TEST_PLATFORM_DATA ?? '';
let me: Member;
let base: { id: string };
beforeAll(async () => {
  me = await given.owner();
  base = await given.knowledgeBase(me, (await given.chatbot(me)).id);
});

/** Sends a form as written, with a file name that no client library would let through. */
const upload = (fileName: string, content: string) => {
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n--b--\r\n`;
  return me.client.send('POST', `/api/v1/knowledge-bases/${base.id}/items`, body, {
    'Content-Type': 'multipart/form-data; boundary=b',
  });
};

test('a file name never becomes a path', async () => {
  const mark = unique('climb');
  const names = [
    `../../../../../../../tmp/${mark}`,
    `/tmp/${mark}`,
    `..\\\\..\\\\${mark}`,
    `....//....//${mark}`,
    `%2e%2e%2f%2e%2e%2f${mark}`,
    `..%c0%af..%c0%af${mark}`,
    `file:///tmp/${mark}`,
    `~/${mark}`,
    `$(touch /tmp/${mark})`,
    `|touch /tmp/${mark}`,
    'CON',
    '.',
  ];
  for (const name of names) {
    const accepted = data(await upload(name, `Text of ${mark}.`), 202);
    const [{ title }] = accepted.items;
    expect(title.split('/')).not.toContain('..');
    expect(title).not.toMatch(/^\/|\\|\u0000/);
    await given.finished(me.client, accepted.jobId);
  }
  expect((await upload(`${mark}.txt\u0000.png`, 'x')).status).toBe(400);
  expect(existsSync(`/tmp/${mark}`)).toBe(false);
  expect(existsSync(join(dirname(dataDir), mark))).toBe(false);
  for (const entry of await readdir(dataDir, { recursive: true })) expect(entry).not.toContain(mark);
});

test('originals lie under their content’s hash, and none can be run', async () => {
  const folder = join(dataDir, 'blobs', me.user.organizationId);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(file.name).toMatch(/^[0-9a-f]{64}$/);
    const { mode } = await stat(join(file.parentPath, file.name));
    expect(mode & 0o111).toBe(0);
  }
});

test('uploads are cleared away, also those that were cut off', async () => {
  const cut = unique('cut');
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${cut}`;
  const form = { 'Content-Type': 'multipart/form-data; boundary=b' };
  expect((await me.client.send('POST', `/api/v1/knowledge-bases/${base.id}/items`, body, form)).status).toBe(
    400,
  );
  data(await upload(`${cut}.txt`, cut), 202);
  const folder = join(dataDir, 'uploads');
  await eventually(async () => {
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), 'utf8').catch(() => '')).not.toContain(cut);
  });
});
