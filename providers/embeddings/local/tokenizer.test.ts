import { beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { endOfTokens } from '../../tokens/token-spans.js';
import { modelFolder } from './model-folder.fixture.js';
import { loadTokenizer, type TextTokenizer } from './tokenizer.js';

let tokenizer: TextTokenizer;
beforeAll(async () => {
  const folder = await modelFolder();
  tokenizer = await loadTokenizer(join(folder, 'tokenizer.json'));
}, 120_000);

/** Ids of bert-base-uncased, whose vocabulary this is. */
test.each([
  ['', [101, 102]],
  ['Hello, world!', [101, 7592, 1010, 2088, 999, 102]],
  ['hello world', [101, 7592, 2088, 102]],
  ['This is an example sentence', [101, 2023, 2003, 2019, 2742, 6251, 102]],
  ['Each sentence is converted', [101, 2169, 6251, 2003, 4991, 102]],
  ['naïve NAIVE', [101, 15743, 15743, 102]],
  ['東京', [101, 1879, 1755, 102]],
])('%j has the known ids', (text, ids) => {
  expect(tokenizer.encode(text)).toEqual(ids);
});

test('a text cannot forge special tokens', () => {
  expect(tokenizer.encode('[SEP]').slice(1, -1)).not.toContain(102);
  expect(tokenizer.countTokens('[SEP]')).toBe(3);
});

test('a long text is cut to 256 ids and keeps its last special token', () => {
  for (const text of ['word '.repeat(5_000), '東'.repeat(5_000), 'a,b;c.'.repeat(5_000)]) {
    const ids = tokenizer.encode(text);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([256, 101, 102]);
    expect(ids).toEqual(tokenizer.encode(text.slice(0, 2_500)));
  }
});

test('a word without end is one unknown token', () => {
  expect(tokenizer.encode('x'.repeat(20_000))).toEqual([101, 100, 102]);
  expect(tokenizer.countTokens('x'.repeat(20_000))).toBe(1);
});

test('spans and counts agree with what the model reads, in any script', () => {
  const texts = [
    'Reset your password at https://example.org/settings?tab=security (it takes 2 minutes).',
    'Ünïcödé — “quotes”… 10 € und ½ Pfund; naïve\u00a0café\u2003end',
    'a\u200bb c\ufeffd e\u0000f g\u000bh\u2028i',
    '東京は日本の首都です。 人口は約1400万人。',
    '안녕하세요 세계 · Привет мир! · مرحبا · 👩‍👩‍👧 ok',
    'e\u0301 !\u0301 \u0301 \ud800 \u{20000}\u{20001} x',
    'ΟΔΟΣ ΣΑΣ, telecommunication antidisestablishmentarianism',
    '[MASK] ## ##ing `~^ $5 <b> |x| _y_',
  ];
  for (const text of texts) {
    const read = tokenizer.encode(text).length - 2;
    const spans = tokenizer.tokenSpans(text);
    expect({ text, count: tokenizer.countTokens(text) }).toEqual({ text, count: read });
    expect(spans.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(read);
    for (const { start, end, tokens } of spans) {
      expect(tokenizer.countTokens(text.slice(start, end))).toBe(tokens);
    }
  }
});

test('a text cut at a limit of tokens has no more of them, and no word is cut', () => {
  const text = 'Telecommunication satellites, unbelievably, reorganise themselves. '.repeat(60);
  const spans = tokenizer.tokenSpans(text);
  for (const limit of [1, 7, 100, 254]) {
    const end = endOfTokens(spans, limit);
    expect(tokenizer.countTokens(text.slice(0, end))).toBeLessThanOrEqual(limit);
    expect(/\w$/.test(text.slice(0, end)) && /^\w/.test(text.slice(end))).toBe(false);
  }
  expect(endOfTokens(spans, 0)).toBe(0);
  expect(endOfTokens(spans, 1e6)).toBe(text.trimEnd().length);
});

test('a file that is no tokenizer is named', async () => {
  await expect(loadTokenizer('/nowhere/tokenizer.json')).rejects.toThrow('/nowhere/tokenizer.json: is no');
});
