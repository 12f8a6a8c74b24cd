import { expect, test } from '@jest/globals';
import { buildRequest } from './build-request.js';
import type { HttpOperation, HttpParameter, ParameterStyle } from './http-operation.js';
import { encodeUnreserved, headerValue, pathPart, queryParts } from './serialize-value.js';

const list = ['blue', 'black', 'brown'];
const map = { R: 100, G: 200 };
const colour = (value: unknown, style: ParameterStyle, explode: boolean) => ({
  name: 'color',
  value,
  style,
  explode,
});

// The table of OpenAPI 3.1, 4.8.12.4.1.
test.each([
  ['form', true, '', 'color='],
  ['form', true, 'blue', 'color=blue'],
  ['form', false, list, 'color=blue,black,brown'],
  ['form', true, list, 'color=blue&color=black&color=brown'],
  ['form', false, map, 'color=R,100,G,200'],
  ['form', true, map, 'R=100&G=200'],
  ['spaceDelimited', false, list, 'color=blue%20black%20brown'],
  ['spaceDelimited', false, map, 'color=R%20100%20G%20200'],
  ['pipeDelimited', false, list, 'color=blue|black|brown'],
  ['deepObject', true, map, 'color[R]=100&color[G]=200'],
  [
    'deepObject',
    true,
    { range: { from: 1 }, ids: [1, 2] },
    'color[range][from]=1&color[ids][]=1&color[ids][]=2',
  ],
  ['json', false, map, 'color=%7B%22R%22%3A100%2C%22G%22%3A200%7D'],
  ['form', true, 'a&b=c/d ä', 'color=a%26b%3Dc%2Fd%20%C3%A4'],
  ['form', true, null, ''],
] as const)('a query of style %s, explode %s: %j is %s', (style, explode, value, expected) => {
  expect(queryParts(colour(value, style, explode)).join('&')).toBe(expected);
});

test('what is reserved stays as it is where that is allowed, but for what ends or parts a query', () => {
  expect(queryParts(colour('a/b?c&d#e+f', 'form', true), encodeUnreserved)).toEqual([
    'color=a/b?c%26d%23e%2Bf',
  ]);
});

test.each([
  ['simple', false, 'blue', 'blue'],
  ['simple', false, list, 'blue,black,brown'],
  ['simple', false, map, 'R,100,G,200'],
  ['simple', true, map, 'R=100,G=200'],
  ['label', false, list, '.blue,black,brown'],
  ['label', true, list, '.blue.black.brown'],
  ['label', true, map, '.R=100.G=200'],
  ['matrix', false, 'blue', ';color=blue'],
  ['matrix', false, list, ';color=blue,black,brown'],
  ['matrix', true, list, ';color=blue;color=black;color=brown'],
  ['matrix', true, map, ';R=100;G=200'],
  ['simple', false, '../a/b?c', '..%2Fa%2Fb%3Fc'],
] as const)('a path of style %s, explode %s: %j is %s', (style, explode, value, expected) => {
  expect(pathPart(colour(value, style, explode))).toBe(expected);
});

test('headers are written plainly', () => {
  expect(headerValue(colour(list, 'simple', false))).toBe('blue,black,brown');
  expect(headerValue(colour(map, 'simple', true))).toBe('R=100,G=200');
  expect(headerValue(colour(map, 'json', false))).toBe('{"R":100,"G":200}');
});

const parameter = (
  name: string,
  place: HttpParameter['in'],
  style: ParameterStyle = 'simple',
): HttpParameter => ({
  ...{ argument: name, name, in: place, style, explode: false, allowReserved: false },
});
const operation: HttpOperation = {
  ...{
    tool: 't',
    method: 'POST',
    server: 'https://api.example.org/v1?fixed=1',
    path: '/a/{id}/b',
    security: [],
  },
  parameters: [
    parameter('id', 'path'),
    parameter('q', 'query', 'form'),
    parameter('X-H', 'header'),
    parameter('c', 'cookie', 'form'),
  ],
  body: {
    ...{ mediaType: 'application/json', required: false, format: 'json', argument: null },
    properties: [{ argument: 'body_id', name: 'id', style: 'form', explode: true }],
  },
};
const none = { headers: {}, query: [], cookies: [] };
const build = (
  args: Record<string, unknown>,
  credentials: Parameters<typeof buildRequest>[1]['credentials'] = none,
) => buildRequest(operation, { server: operation.server, args, credentials });

test('a request has everything in its place', () => {
  const { url, ...request } = build(
    { id: 'x/1', q: 'ä b', 'X-H': 'h', c: 'k;', body_id: { a: null } },
    { headers: { 'x-key': 'k' }, query: [['token', 't&']], cookies: [['sid', 's']] },
  );
  expect(url.href).toBe('https://api.example.org/v1/a/x%2F1/b?fixed=1&q=%C3%A4%20b&token=t%26');
  expect(request).toEqual({
    method: 'POST',
    headers: {
      accept: expect.any(String),
      'content-type': 'application/json',
      'x-h': 'h',
      cookie: 'c=k%3B; sid=s',
      'x-key': 'k',
    },
    body: '{"id":{"a":null}}',
    credentials: ['x-key'],
  });
  expect(build({ id: '1' }).body).toBeUndefined();
});

test.each(['..', '.', '%2e%2e', '%2E.'])('the value %s does not lead out of the path', (id) => {
  if (id.startsWith('%')) expect(build({ id }).url.pathname).toBe(`/v1/a/${encodeURIComponent(id)}/b`);
  else expect(() => build({ id })).toThrow('leads out of it');
});

test('a value that would begin another header is refused, and so is a part of the address that is missing', () => {
  expect(() => build({ id: '1', 'X-H': 'a\r\nX-Other: b' })).toThrow('cannot have this value');
  expect(() => build({ q: 'a' })).toThrow('id is part of the address');
  expect(() => build({ id: '' })).toThrow('id is part of the address');
});
