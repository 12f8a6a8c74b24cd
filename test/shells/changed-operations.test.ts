import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { allRoutes, changedOperations, changesIn } from './changed-operations.js';
import { routeSourcesOf } from './route-sources.js';

const sources: Record<string, string> = {
  'api/bots/bots.routes.ts': `import { createBot, readBot as find } from '../../bots/index.js';
import { Bot } from '../../contracts/bots.contract.js';
import { ok } from '../http/reply.js';
import { z } from 'zod';

const base = '/api/v1';
const bots = \`\${base}/bots\`;
const reading = { method: 'GET' } as const;
const present = (bot: object) => shorten(bot);
function shorten(bot: object) {
  return bot;
}

export const routes = () => [
  defineRoute({
    method: 'POST',
    path: bots,
    handler: async () => ok(await createBot()),
  }),
  defineRoute({
    ...reading,
    path: \`\${bots}/:id\`,
    responses: { 200: z.array(Bot) },
    handler: async () => ok(present(await find())),
  }),
];
`,
  'bots/index.ts': `export { createBot } from './create-bot.js';
export * from './others.js';
export { read as readBot } from './read-bot.js';
`,
  'bots/create-bot.ts': 'export const createBot = () => 1;',
  'bots/others.ts': 'export const other = 1;',
  'bots/read-bot.ts': 'export const read = () => 1;',
  'contracts/bots.contract.ts': 'export const Bot = 1;',
  'api/http/reply.ts': 'export const ok = 1;',
};
const file = 'api/bots/bots.routes.ts';
const routes = routeSourcesOf(file, (path) => sources[path]);
const [create, read] = ['POST /api/v1/bots', 'GET /api/v1/bots/{id}'];
const lineOf = (text: string) => sources[file]!.split('\n').findIndex((line) => line.includes(text)) + 1;
const changedAt = (text: string) =>
  changedOperations(routes, new Map([[file, [[lineOf(text), lineOf(text)]]]]));

test('an operation is found where it is defined, with what it names', () => {
  expect(routes.map(({ operation, uses }) => [operation, uses.sort()])).toEqual([
    [create, ['bots/create-bot.ts']],
    [read, ['bots/read-bot.ts', 'contracts/bots.contract.ts']],
  ]);
});

test.each([
  ['createBot())', [create]],
  ['...reading', [read]],
  ['return bot;', [read]],
  ['const present', [read]],
  ['const base', [create, read]],
  ["from 'zod'", []],
])('a change of the line with %j changes %j', (text, operations) => {
  expect(changedAt(text)).toEqual(operations);
});

test.each([
  ['bots/create-bot.ts', [create]],
  ['bots/read-bot.ts', [read]],
  ['contracts/bots.contract.ts', [read]],
  ['bots/others.ts', []],
  ['api/http/reply.ts', []],
])('a change of %s changes %j', (path, operations) => {
  expect(changedOperations(routes, new Map([[path, []]]))).toEqual(operations);
});

test('a definition that cannot be read is told', () => {
  const text = 'defineRoute({ method: methodOf(), path: "/" })';
  expect(() => routeSourcesOf('a.routes.ts', () => text)).toThrow('a.routes.ts:1');
});

test('lines are read from a difference: changed, added and removed ones', () => {
  const difference = [
    ...['diff --git a/a.ts b/a.ts', '--- a/a.ts', '+++ b/a.ts'],
    ...[
      '@@ -3 +3 @@ const',
      '-old',
      '+new',
      '@@ -10,0 +11,3 @@',
      '+1',
      '+2',
      '+3',
      '@@ -20,2 +22,0 @@',
      '-1',
      '-2',
    ],
    ...['--- a/b.ts', '+++ b/b.ts', '@@ -1 +1,2 @@'],
    // Of a file that is gone nothing is left to be looked at.
    ...['--- a/c.ts', '+++ /dev/null', '@@ -1,2 +0,0 @@'],
  ].join('\n');
  expect([...changesIn(difference)]).toEqual([
    [
      'a.ts',
      [
        [3, 3],
        [11, 13],
        [22, 23],
      ],
    ],
    ['b.ts', [[1, 2]]],
  ]);
});

test('every documented operation is found, and depends on some file of its own room', () => {
  const documented = Object.keys(
    JSON.parse(readFileSync('api/docs/examples.json', 'utf8')) as Record<string, unknown>,
  );
  const found = allRoutes();
  expect(found.map(({ operation }) => operation).sort()).toEqual(documented.sort());
  const depending = found.filter(({ uses }) => uses.length > 0);
  expect(depending.length).toBeGreaterThan(found.length * 0.9);
});
