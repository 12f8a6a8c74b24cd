import { expect, test } from '@jest/globals';
import { fingerprintOf, unproven } from './proofs.js';
import { routeSourcesOf } from './route-sources.js';

const sources: Record<string, string> = {
  'api/a.routes.ts': `import { make } from '../bots/make.js';
export const routes = [
  defineRoute({ method: 'POST', path: '/a', handler: () => make() }),
  defineRoute({ method: 'GET', path: '/a', handler: () => 1 }),
];
`,
  'bots/make.ts': 'export const make = () => 1;',
  'api/a.e2e.test.ts': 'test()',
};
const operations = ['POST /a', 'GET /a'];
const given = (changed: Record<string, string> = {}) => {
  const read = (path: string) => ({ ...sources, ...changed })[path];
  return { read, routes: routeSourcesOf('api/a.routes.ts', read) };
};
const { read, routes } = given();
const proofs = Object.fromEntries(
  routes.map((route) => {
    const file = 'api/a.e2e.test.ts';
    return [route.operation, { file, fingerprint: fingerprintOf(route, file, read) }];
  }),
);

test('what was never shown is to be shown', () => {
  expect(unproven(routes, {}, read)).toEqual(operations);
  expect(unproven(routes, proofs, read)).toEqual([]);
});

test.each([
  ['a comment elsewhere', { 'api/a.routes.ts': `// More\n${sources['api/a.routes.ts']}` }, []],
  [
    'one definition',
    { 'api/a.routes.ts': sources['api/a.routes.ts']!.replace('() => 1', '() => 2') },
    ['GET /a'],
  ],
  ['what one names', { 'bots/make.ts': 'export const make = () => 2;' }, ['POST /a']],
  ['the test that showed it', { 'api/a.e2e.test.ts': 'test.skip()' }, operations],
])('after a change of %s: %j', (_, changed, expected) => {
  const now = given(changed);
  expect(unproven(now.routes, proofs, now.read)).toEqual(expected);
});
