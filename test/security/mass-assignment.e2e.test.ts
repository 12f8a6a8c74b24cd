import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, platformUrl, unusedId } from '../helpers/given.js';
import { fillPath, isPrivileged, nameOf, operationsOf, readOpenApi } from '../helpers/openapi.js';
import { createFields, pathOf, placed, type Place } from './request-fields.js';

const given = createGiven(platformUrl());
let client: TestClient;
let admin: TestClient;
let ids: Record<string, string>;
beforeAll(async () => {
  const owner = await given.owner();
  client = owner.client;
  admin = await given.admin();
  const bot = await given.chatbot(owner, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(owner, bot.id);
  const { accepted } = await given.documents(owner, base.id, { 'a.txt': 'Some text.' });
  ids = { chatbot: bot.id, base: base.id, item: accepted.items[0].id };
});

const pathOfForm = (path: string): string =>
  `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => ids[name]!)}`;
/** What documents have beside what is told of them, and what others were made to take. */
const stored = [
  ...['_id', '__v', 'id', 'organizationId', 'userId', 'chatbotId', 'createdBy', 'createdAt', 'updatedAt'],
  ...[
    'role',
    'status',
    'state',
    'passwordHash',
    'hash',
    'secret',
    'isAdmin',
    'admin',
    'permissions',
    'scopes',
  ],
  ...['revision', 'activeRevision', 'generation', 'blob', 'size', 'source', 'events', 'draft', 'published'],
  ...['confirmedAt', 'recoveryHashes', 'attempts', 'lockedUntil', 'formerSecrets', 'disabledReason', 'cost'],
  ...[
    'emailVerified',
    'membersRevision',
    'embedding',
    'workflowId',
    'runId',
    'jobId',
    'counts',
    'leasedUntil',
  ],
  ...['constructor', 'prototype', 'hasOwnProperty', '$set', '$where', 'a.b'],
];

const document = await readOpenApi();
const fields = createFields(document);
const operations = operationsOf(document).filter((one) => fields.bodyOf(one));
const refusals = ['VALIDATION_ERROR', 'MISSING_QUERY'];
/** An answer names at most twenty problems, required fields that are missing among them. */
const atOnce = 10;
const inParts = (names: string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / atOnce) }, (_, index) =>
    names.slice(index * atOnce, (index + 1) * atOnce),
  );

/** What callers keep with their own things is free, and is stored as such. */
const isFree = (place: Place): boolean => place.at(-1) === 'metadata';

let tried = 0;
afterAll(() => void process.stderr.write(`${tried} fields that are not the caller’s, all refused\n`));

test('every operation with a body is looked at, and every object in a body is closed', () => {
  expect(operations.length).toBeGreaterThan(60);
  const open = operations.flatMap((operation) =>
    fields
      .objectsOf(operation)
      .filter(({ place, isStrict }) => !isStrict && !isFree(place))
      .map(({ place }) => `${nameOf(operation)} ${pathOf(place)}`),
  );
  expect(open).toEqual([]);
});

test.each(operations.map((one) => [nameOf(one), one] as const))(
  '%s refuses each field that is not the caller’s to set',
  async (_name, operation) => {
    const objects = fields.objectsOf(operation);
    const top = objects.filter(({ place }) => place.length === 0);
    const allowed = new Set(top.flatMap(({ names }) => [...names]));
    const names = [...new Set([...fields.answeredBy(operation), ...stored])].filter(
      (one) => !allowed.has(one),
    );
    const inside = objects.filter(({ place }) => place.length > 0 && !isFree(place));
    tried += names.length + inside.length;
    const send = async (body: unknown): Promise<string[]> => {
      const who = isPrivileged(operation) ? admin : client;
      const answer = await who.send(operation.method, fillPath(operation.path, unusedId()), body);
      const told = [body, answer.status, refusals.includes(answer.body.code)];
      expect(told).toEqual([body, 400, true]);
      return [answer.body.details ?? []]
        .flat()
        .filter(({ message }: { message: string }) => message === 'unknown field')
        .map(({ path }: { path: string }) => path);
    };
    const example = fields.exampleOf(operation);
    const alone = (name: string) => send(placed(example, [name], null));
    const isTold = operation['x-surface'] === 'platform' && top[0]?.forms === 1;
    if (isTold)
      for (const part of inParts(names)) {
        const told = await send(Object.fromEntries(part.map((name) => [name, null])));
        expect(told.sort()).toEqual(part.map((name) => `body.${name}`).sort());
      }
    // Where an answer does not name every unknown field, each is sent by itself beside what is right.
    else await Promise.all(names.map(alone));
    // Deeper down one name stands for all: what is not declared there is refused likewise.
    for (const { place, names: known } of inside) {
      const name = ['organizationId', '_id', 'role'].find((one) => !known.has(one))!;
      await send(placed(example, [...place, name], 'x'));
    }
  },
);

test('the same holds for the fields of a form', async () => {
  for (const [field, value] of [
    ['status', 'ready'],
    ['blob', 'a'.repeat(64)],
    ['organizationId', unusedId()],
    ['source', '/etc/passwd'],
    ['path', '/etc/passwd'],
  ] as const) {
    const form = new FormData();
    form.append(field, value);
    form.append('file', new Blob(['x']), 'a.txt');
    const answer = await client.post(pathOfForm('/knowledge-bases/:base/items'), form);
    expect([field, answer.status]).toEqual([field, 400]);
  }
});

test('nothing of this has left a trace', async () => {
  expect(data(await client.get('/api/v1/chatbots'))).toHaveLength(1);
  expect(data(await client.get(pathOfForm('/knowledge-bases/:base/items')))).toMatchObject([
    { id: ids.item, title: 'a.txt', revision: 1 },
  ]);
  expect(data(await client.get(pathOfForm('/chatbots/:chatbot'))).description).toBeNull();
});
