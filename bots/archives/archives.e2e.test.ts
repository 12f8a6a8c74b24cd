import { beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { patched, renamed, zipOf, type ZipPart } from '../../test/fixtures/documents.js';
import { asked } from '../../test/helpers/double.js';
import { createGiven, data, platformUrl, unique, unusedId, type Member } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let me: Member;
let other: Member;
/** A bot with everything, and its archive. */
let bot: { id: string; name: string };
let archive: Buffer;

const at = (one: { id: string }) => `/api/v1/chatbots/${one.id}`;
const question = 'How long does the guarantee of the lamp last?';
const guarantee = 'The guarantee of the lamp lasts 24 months from the day of purchase.';

beforeAll(async () => {
  [me, other] = [await given.owner(), await given.owner()];
  bot = await given.chatbot(me, {
    ...{ description: 'Knows lamps', instructions: 'You are Ada.', language: 'en', welcomeMessage: 'Hello' },
    ...{ model: { provider: 'local' }, retrieval: { topK: 4 }, settings: { theme: 'dark' } },
    links: { hosts: ['*.lamps.example'] },
  });
  for (const values of [
    { name: 'Bea', tone: 'cool', isDefault: false },
    { name: 'Ada', tone: 'warm', traits: [{ name: 'patient', value: 1 }], style: { verbosity: 0.4 } },
  ])
    data(await me.client.post(`${at(bot)}/personalities`, { isDefault: true, ...values }), 201);
  const base = await given.knowledgeBase(me, bot.id, { name: 'Handbook', description: 'Of lamps' });
  const { accepted } = await given.documents(me, base.id, {
    'lamp.md': guarantee,
    'bulb.txt': 'Bulbs are sold in packs of ten.',
  });
  const item = { content: 'The shop opens at nine.', title: 'Hours', tags: ['shop'], metadata: { page: 7 } };
  const { jobId } = data(await me.client.post(`/api/v1/knowledge-bases/${base.id}/items`, item), 202);
  await given.finished(me.client, jobId);
  await given.knowledgeBase(me, bot.id, {
    name: 'Empty',
    language: 'de',
    chunking: { size: 100, overlap: 10 },
  });
  const examples = [
    { input: 'Where is my lamp?', intent: 'track', entities: [{ start: 12, end: 16, type: 'article' }] },
    { input: 'Sing a song', intent: null, metadata: { from: 'chat' } },
    { input: 'Do you deliver?', output: 'Yes, within two days.' },
  ];
  const dataset = { name: 'Questions', description: 'Of customers', examples };
  data(await me.client.post(`${at(bot)}/training/datasets`, dataset), 201);
  const cases = [
    { question, expected: guarantee, expectedSource: accepted.items[0].id },
    { question: 'And then?', history: [{ question, answer: guarantee }], expectsRefusal: true },
  ];
  const set = { name: 'Checks', description: 'Before each change', cases };
  data(await me.client.post(`${at(bot)}/evaluations/sets`, set), 201);
  archive = await exported();
}, 120_000);

async function exported(query = '', one = bot): Promise<Buffer> {
  const response = await fetch(`${platformUrl()}${at(one)}/export${query}`, { headers: me.client.headers });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.zip"$/);
  return Buffer.from(await response.arrayBuffer());
}

const send = (member: Member, zip: Uint8Array, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(zip)]), 'bot.zip');
  return member.client.post('/api/v1/chatbots/import', form);
};

/** The entries of an archive by their paths. */
async function entriesOf(archive: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(archive);
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return entries;
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

type Entries = Map<string, Buffer>;
/** The archive with something else in it; the manifest stays true unless it is what changes. */
async function forged(
  change: (entries: Entries) => void,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  changeManifest: (manifest: any) => void = () => undefined,
): Promise<Buffer> {
  const entries = await entriesOf(archive);
  const manifest = JSON.parse(entries.get('manifest.json')!.toString());
  entries.delete('manifest.json');
  change(entries);
  manifest.entries = [...entries].map(([path, bytes]) => ({
    path,
    size: bytes.length,
    sha256: digest(bytes),
  }));
  changeManifest(manifest);
  return zipOf([['manifest.json', json(manifest)], ...entries] as ZipPart[]);
}

const ask = async (member: Member, one: { id: string }) =>
  data(await member.client.post(`${at(one)}/conversation`, { message: question }));

/** What a bot is, without what is new in every copy. */
async function stateOf(member: Member, one: { id: string }) {
  const { client } = member;
  const chatbot = data(await client.get(at(one)));
  const bases = data(await client.get(`${at(one)}/knowledge-bases?sort=name:asc`));
  const items = async (base: { id: string }) =>
    data(await client.get(`/api/v1/knowledge-bases/${base.id}/items?sort=title:asc`));
  const examples = async ({ id }: { id: string }) =>
    data(await client.get(`/api/v1/training/datasets/${id}/examples`));
  const datasets = data(await client.get(`${at(one)}/training/datasets`));
  const { description, instructions, language, welcomeMessage, model, retrieval, links, settings, status } =
    chatbot;
  const sets = data(await client.get(`${at(one)}/evaluations/sets`));
  const cases = async ({ id }: { id: string }) =>
    data(await client.get(`${at(one)}/evaluations/sets/${id}/cases`));
  return {
    sets: await Promise.all(
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      sets.map(async ({ id, name, description }: any) => ({
        ...{ name, description },
        // eslint-disable-next-line @typescript-eslint/no-explicit-any
        cases: (await cases({ id })).map(({ question, history, expected, expectsRefusal }: any) => ({
          ...{ question, history, expected, expectsRefusal },
        })),
      })),
    ),
    datasets: await Promise.all(
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      datasets.map(async ({ id, name, description, examples: counts }: any) => ({
        ...{ name, description, counts },
        examples: (await examples({ id })).map(
          // eslint-disable-next-line @typescript-eslint/no-explicit-any
          ({ input, output, intent, outOfScope, entities, metadata }: any) => ({
            ...{ input, output, intent, outOfScope, entities, metadata },
          }),
        ),
      })),
    ),
    ...{ description, instructions, language, welcomeMessage, model, retrieval, links, settings, status },
    personalities: data(await client.get(`${at(one)}/personalities?sort=name:asc`)).map(
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      ({ name, tone, traits, style, isDefault }: any) => ({ name, tone, traits, style, isDefault }),
    ),
    bases: await Promise.all(
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      bases.map(async ({ id, name, description, language, chunking }: any) => ({
        ...{ name, description, language, chunking },
        // eslint-disable-next-line @typescript-eslint/no-explicit-any
        items: (await items({ id })).map(({ title, type, source, tags, metadata, size, status }: any) => ({
          ...{ title, type, source, tags, metadata, size, status },
        })),
      })),
    ),
  };
}

test('an archive has a manifest with the checksum of everything else, and nothing of the organisation', async () => {
  const entries = await entriesOf(archive);
  const manifest = JSON.parse(entries.get('manifest.json')!.toString());
  expect(manifest).toMatchObject({ format: 'chatbots-platform/chatbot', formatVersion: 1, name: bot.name });
  expect([...entries.keys()].sort()).toEqual(
    ['manifest.json', ...manifest.entries.map(({ path }: { path: string }) => path)].sort(),
  );
  expect([...entries.keys()].sort()).toEqual([
    ...['bot.json', 'evaluations.json'],
    ...['knowledge.json', 'knowledge/0/0', 'knowledge/0/1', 'knowledge/0/2'],
    ...['manifest.json', 'personalities.json', 'plugins.json', 'training.json'],
  ]);
  for (const { path, size, sha256 } of manifest.entries) {
    expect(entries.get(path)!.length).toBe(size);
    expect(digest(entries.get(path)!)).toBe(sha256);
  }
  const text = [...entries.values()].join('\n');
  for (const secret of [me.user.organizationId, me.user.id, me.user.email, bot.id])
    expect(text).not.toContain(secret);
});

test('what is exported and imported elsewhere is the same bot, which answers the same with citations', async () => {
  const imported = data(await send(other, archive), 202);
  expect(imported).toMatchObject({ organizationId: other.user.organizationId, name: bot.name, notes: [] });
  expect(imported).toMatchObject({ headVersion: 1, publishedVersion: 1, createdBy: other.user.id });
  expect(imported.id).not.toBe(bot.id);
  expect(imported.jobIds).toEqual([imported.jobId]);
  expect(await given.finished(other.client, imported.jobId)).toMatchObject({
    ...{ kind: 'ingest', status: 'completed', progress: { total: 3, done: 3, failed: 0 } },
  });
  expect(await stateOf(other, imported)).toEqual(await stateOf(me, bot));
  // An item has another id there.
  const [set] = data(await other.client.get(`${at(imported)}/evaluations/sets`));
  const [first] = data(await other.client.get(`${at(imported)}/evaluations/sets/${set.id}/cases`));
  expect(first.expectedSource).toBe('lamp.md');
  const [mine, theirs] = [await ask(me, bot), await ask(other, imported)];
  expect(theirs).toMatchObject({ message: mine.message, grounded: true, provider: 'local' });
  expect(theirs.message).toBe(`${guarantee} [1]`);
  expect(theirs.citations[0]).toMatchObject({ title: 'lamp.md', text: guarantee, source: 'lamp.md' });
  expect(theirs.citations[0].itemId).not.toBe(mine.citations[0].itemId);
  expect((await other.client.get(at(bot))).status).toBe(404);
  expect((await me.client.get(at(imported))).status).toBe(404);
});

test('without knowledge an archive is small and its import has no job', async () => {
  const entries = await entriesOf(await exported('?knowledge=false'));
  expect([...entries.keys()]).toEqual([
    ...['manifest.json', 'bot.json', 'personalities.json', 'plugins.json', 'training.json'],
    'evaluations.json',
  ]);
  const imported = data(
    await send(other, await exported('?knowledge=false'), { name: unique('import') }),
    201,
  );
  expect(imported).toMatchObject({ jobId: null, jobIds: [], settings: { theme: 'dark' } });
  expect((await stateOf(other, imported)).bases).toEqual([]);
});

test('a taken name gets a number, unless it is asked for', async () => {
  const small = await exported('?knowledge=false');
  expect(data(await send(me, small), 201).name).toBe(`${bot.name} (2)`);
  expect(data(await send(me, small), 201).name).toBe(`${bot.name} (3)`);
  const answer = await send(me, small, { name: bot.name });
  expect([answer.status, answer.body.code]).toEqual([409, 'CONFLICT']);
});

test('a duplicate has everything of its own', async () => {
  const copy = data(await me.client.post(`${at(bot)}/duplicate`), 202);
  expect(copy).toMatchObject({ name: `${bot.name} (copy)`, headVersion: 1, notes: [] });
  await given.finished(me.client, copy.jobId);
  expect(await stateOf(me, copy)).toEqual(await stateOf(me, bot));
  expect(await ask(me, copy)).toMatchObject({ grounded: true, message: `${guarantee} [1]` });
  data(await me.client.put(at(copy), { instructions: 'You are Cleo.' }));
  expect(data(await me.client.get(at(bot))).instructions).toBe('You are Ada.');
  const [base] = data(await me.client.get(`${at(copy)}/knowledge-bases?search=Handbook`));
  data(await me.client.delete(`/api/v1/knowledge-bases/${base.id}`));
  expect(await ask(me, copy)).toMatchObject({ grounded: false });
  expect(await ask(me, bot)).toMatchObject({ grounded: true });
  expect(data(await me.client.post(`${at(bot)}/duplicate`), 202).name).toBe(`${bot.name} (copy) (2)`);
  const name = unique('named');
  const plain = await given.chatbot(me);
  expect(data(await me.client.post(`${at(plain)}/duplicate`, { name }), 201)).toMatchObject({
    name,
    jobId: null,
  });
  const taken = await me.client.post(`${at(plain)}/duplicate`, { name });
  expect([taken.status, taken.body.code]).toEqual([409, 'CONFLICT']);
});

test('an imported voice reaches the model', async () => {
  const talker = await given.chatbot(me, { instructions: 'You are Bea.' });
  data(await me.client.post(`${at(talker)}/personalities`, { name: 'Ada', tone: 'warm' }), 201);
  const imported = data(await send(other, await exported('', talker)), 201);
  const marker = unique();
  data(await other.client.post(`${at(imported)}/conversation`, { message: `Say ${marker}` }));
  const [entry] = await asked(marker);
  const system = String(entry!.body.messages![0]!.content);
  expect(system).toContain('You are Bea.');
  expect(system).toContain('Tone: warm.');
});

const refused = async (zip: Uint8Array, reason: string | RegExp) => {
  const before = (await other.client.get('/api/v1/chatbots')).body.pagination.total;
  const answer = await send(other, zip);
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
  expect(answer.body.details[0].path).toBe('body.file');
  if (typeof reason === 'string') expect(answer.body.message).toContain(reason);
  else expect(answer.body.message).toMatch(reason);
  expect((await other.client.get('/api/v1/chatbots')).body.pagination.total).toBe(before);
};

test('path traversal: an archive with a path that leads out is refused', async () => {
  for (const path of ['../../etc/passwd', '/etc/passwd/////x', 'C:\\windows\\system'])
    await refused(
      renamed(
        await forged((entries) => entries.set('x'.repeat(path.length), json(1))),
        'x'.repeat(path.length),
        path,
      ),
      'leads out of the archive',
    );
  await refused(
    await forged(
      () => undefined,
      (manifest) => (manifest.entries[0].path = '../bot.json'),
    ),
    'expected a plain path',
  );
});

test('checksum: an archive whose content is not that of its manifest is refused', async () => {
  const wrong = (values: object, path = 'bot.json') =>
    forged(
      () => undefined,
      (manifest) =>
        Object.assign(
          manifest.entries.find((entry: { path: string }) => entry.path === path),
          values,
        ),
    );
  await refused(
    await wrong({ sha256: '0'.repeat(64) }),
    'bot.json does not have the checksum of the manifest',
  );
  await refused(
    await wrong({ sha256: digest(json(1)) }, 'knowledge/0/0'),
    'knowledge/0/0 does not have the checksum',
  );
  await refused(await wrong({ size: 1 }), 'not the 1 of the manifest');
  await refused(
    await forged(
      () => undefined,
      (manifest) => manifest.entries.pop(),
    ),
    'is not in the manifest',
  );
  await refused(
    await forged(
      () => undefined,
      (manifest) => manifest.entries.push({ path: 'more', size: 0, sha256: digest(json(1)) }),
    ),
    'more is in the manifest but not in the archive',
  );
});

test('bomb: an archive that grows out of all proportion is refused', async () => {
  const zeros = await forged((entries) => entries.set('knowledge/0/0', Buffer.alloc(12_000_000)));
  expect(zeros.length).toBeLessThan(200_000);
  await refused(zeros, 'looks like a bomb');
  await refused(
    patched(zeros, (record) => record.writeUInt32LE(10, 24)),
    /larger than the archive says|looks like a bomb|has 10 bytes/,
  );
  const many = Array.from({ length: 5_100 }, (_, n): ZipPart => [`f${n}`, 'x']);
  await refused(await zipOf(many), 'entries');
});

test('unknown format version: an archive of another format is refused', async () => {
  const other = (values: object) =>
    forged(
      () => undefined,
      (manifest) => Object.assign(manifest, values),
    );
  await refused(await other({ formatVersion: 2 }), 'format version "2" of the archive is not known');
  await refused(await other({ formatVersion: '1' }), 'is not known');
  await refused(await other({ format: 'flow' }), 'does not describe an exported chatbot');
  await refused(await other({ surprise: true }), 'manifest.json');
});

test('damaged: what is no archive, or is torn, is refused', async () => {
  await refused(Buffer.from('hello'), 'The archive is broken');
  await refused(archive.subarray(0, archive.length - 30), 'The archive is broken');
  const torn = Buffer.from(archive);
  torn.fill(0xff, 60, 90);
  await refused(torn, /broken|larger|smaller/);
  await refused(await zipOf([['a.txt', 'x']]), 'no manifest.json');
  await refused(await zipOf([['manifest.json', '{']]), 'manifest.json is not valid JSON');
  await refused(await forged((entries) => entries.delete('bot.json')), 'the archive has no bot.json');
  await refused(await zipOf([['link', '/etc/passwd', { mode: 0o120777 }]]), 'a link or a device');
});

test('what stands in an archive has to satisfy the same rules as what is sent', async () => {
  const withFile = (path: string, change: (value: never) => unknown) =>
    forged((entries) => {
      const value = JSON.parse(entries.get(path)!.toString()) as never;
      change(value);
      entries.set(path, json(value));
    });
  type Any = Record<string, unknown>;
  await refused(await withFile('bot.json', (bot: Any) => (bot.organizationId = 'x')), 'bot.json');
  await refused(
    await withFile('bot.json', (bot: Any) => (bot.instructions = 'x'.repeat(20_001))),
    'bot.json.instructions',
  );
  await refused(
    await withFile('personalities.json', (all: Any[]) => (all[0]!.tone = 7)),
    'personalities.json.0.tone',
  );
  await refused(
    await withFile('personalities.json', (all: Any[]) => all.forEach((one) => (one.isDefault = true))),
    'one default',
  );
  await refused(
    await withFile(
      'knowledge.json',
      (bases: { items: Any[] }[]) => (bases[0]!.items[0]!.file = 'knowledge/9/9'),
    ),
    'the archive lacks knowledge/9/9',
  );
  await refused(
    await withFile('training.json', (all: { examples: Any[] }[]) => (all[0]!.examples[0]!.intent = '')),
    'training.json.0.examples.0.intent',
  );
  const plugin = (type: string, prepared: unknown) => ({
    ...{ name: 'Forged', version: '1.0.0', type, config: {} },
    definition: {
      manifest: { tools: [{ name: 'go', description: 'Goes', inputSchema: { type: 'object' } }] },
      ...{ configSchema: null, permissions: {}, prepared },
    },
  });
  for (const [type, prepared] of [
    ['http', {}],
    ['http', { operations: [{ tool: 'go', method: 'TRACE' }] }],
    ['mcp', { named: 'go' }],
    ['builtin', { builtin: 'calculator' }],
  ] as const)
    await refused(
      await withFile('plugins.json', (all: Any[]) => all.push(plugin(type, prepared))),
      `what a plugin of the type ${type} needs`,
    );
});

test('a part that is not known here is left out, and the answer says so', async () => {
  const zip = await forged((entries) => {
    for (const path of [...entries.keys()]) if (path.startsWith('knowledge')) entries.delete(path);
    entries.set('horoscope.json', json({ sign: 'Leo' }));
  });
  const imported = data(await send(other, zip, { name: unique('import') }), 201);
  expect(imported.notes).toEqual(['horoscope.json is not known to this installation and was left out']);
});

test('editors export, import and duplicate; viewers and others do not', async () => {
  const [viewer, editor] = [await given.member(me, 'viewer'), await given.member(me, 'editor')];
  const small = await exported('?knowledge=false');
  const reader = await given.key(me, ['read', 'chat']);
  const calls = (member: Pick<Member, 'client'>, one: { id: string }) => [
    member.client.get(`${at(one)}/export?knowledge=false`),
    member.client.post(`${at(one)}/duplicate`, { name: unique('copy') }),
  ];
  for (const caller of [viewer, { client: reader }])
    for (const answer of [
      ...(await Promise.all(calls(caller, bot))),
      await send({ ...viewer, ...caller }, small),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
  const foreign = await Promise.all(calls(other, bot));
  expect(foreign.map(({ status }) => status)).toEqual([404, 404]);
  expect(foreign.map(({ body }) => body)).toEqual(
    (await Promise.all(calls(other, { id: unusedId() }))).map(({ body }) => body),
  );
  expect((await Promise.all(calls(editor, bot))).map(({ status }) => status)).toEqual([200, 202]);
  expect((await send(editor, small, { name: unique('import') })).status).toBe(201);
});

test('wrong requests are refused', async () => {
  for (const answer of [
    await me.client.post('/api/v1/chatbots/import', {}),
    await me.client.get(`${at(bot)}/export?knowledge=perhaps`),
    await me.client.post(`${at(bot)}/duplicate`, { name: ' ' }),
    await me.client.post(`${at(bot)}/duplicate`, { colour: 'red' }),
    await send(me, archive, { name: 'x'.repeat(101) }),
  ])
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
});

test('what is published, rolled back, exported and imported is written down', async () => {
  const one = await given.chatbot(me);
  data(await me.client.post(`${at(one)}/versions/1/publish`));
  data(await me.client.post(`${at(one)}/rollback`, { version: 1 }));
  const imported = data(await send(me, await exported('', one)), 201);
  const actions = async (target: string): Promise<string[]> =>
    data(await me.client.get(`/api/v1/audit-log?target=${target}`)).map(
      ({ action }: { action: string }) => action,
    );
  expect((await actions(one.id)).sort()).toEqual([
    ...['chatbot.exported', 'chatbot.published', 'chatbot.rolled-back'],
  ]);
  expect(await actions(imported.id)).toEqual(['chatbot.imported']);
});
