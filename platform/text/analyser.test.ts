import { expect, test } from '@jest/globals';
import { analyse } from './analyser.js';

test('words are lower-cased and stemmed, in their order and with their repetitions', () => {
  expect(analyse('Limits limit the LIMITED')).toEqual(['limit', 'limit', 'the', 'limit']);
});

test('a query loses the words that say nothing, unless nothing else is there', () => {
  expect(analyse('How do I upload files?', { query: true })).toEqual(['upload', 'file']);
  expect(analyse('What is this?', { query: true })).toEqual(['what', 'is', 'thi']);
});

test.each([
  ['rate-limiter-flexible', ['rate', 'limit', 'flexibl', 'rate-limiter-flexible']],
  ['@scope/name', ['scope', 'name', 'scope/name']],
  ['camelCase', ['camel', 'case', 'camelcas']],
  ['snake_case', ['snake', 'case', 'snake_case']],
  ['v1.2.3', ['v1', '2', '3', 'v1.2.3']],
  ['index.d.ts', ['index', 'd', 'ts', 'index.d.ts']],
])('the identifier %s is found whole and by its parts', (text, terms) => {
  expect(analyse(text)).toEqual(terms);
});

test('a contraction is no identifier', () => {
  expect(analyse("don't")).toEqual(['don', 't']);
});

test('scripts without spaces give pairs of characters', () => {
  expect(analyse('保修期限')).toEqual(['保修', '修期', '期限']);
  expect(analyse('GPT模型3')).toEqual(['gpt', '模型', '3']);
  expect(analyse('猫')).toEqual(['猫']);
});

test('compatibility forms and letters of other languages are equal to themselves', () => {
  expect(analyse('ﬁle Ｗｉｄｅ')).toEqual(analyse('file wide'));
  expect(analyse('Straße École')).toEqual(['straße', 'école']);
});

test('no term holds white space or is longer than 64 characters, and odd texts do no harm', () => {
  const text = `a\u00a0b \u2028 ${'x'.repeat(500)} \ud800 💡 <b>'" \u0000`;
  for (const term of analyse(text)) expect(term).toMatch(/^\S{1,64}$/u);
  expect(analyse('')).toEqual([]);
});

test('a text gives the same terms again, and a query of one of its words meets it', () => {
  const text = 'Set `maxRetries` of @scope/rate-limiter to v2.0.1 (see Über-Größe, 保修期).';
  const terms = analyse(text);
  expect(analyse(text)).toEqual(terms);
  for (const word of ['maxRetries', 'MAX', 'retry', '@scope/rate-limiter', 'v2.0.1', 'über-größe', '保修']) {
    expect(analyse(word, { query: true }).some((term) => terms.includes(term))).toBe(true);
  }
});

test('ASCII or not makes no difference to a word', () => {
  const text = "rate-limiter @a/b c_d it's v1.2 FooBar x--y a.b.c";
  expect(analyse(`${text} é`)).toEqual([...analyse(text), 'é']);
});

test.each(['a-', "'", 'aB', 'e.g. ', '保', 'e\u0301', ' \n', 'a.b/'])(
  '200 KB of %j take no time',
  (piece) => {
    const start = performance.now();
    analyse(piece.repeat(200_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(3_000);
  },
);
