import { expect, test } from '@jest/globals';
import { beginningWithin, readable } from './e5-text.js';
import { estimateTokens } from './estimate-tokens.js';

test('a text is given in a form in which no character grows, without what would end it', () => {
  expect(readable(' a\0b\n\n c\ud800 ﬁn ')).toBe('a b c fin');
  expect(readable('\ufdfa')).not.toContain('\ufdfa');
  for (const text of ['\ufdfa'.repeat(5_000), 'ﷺ x '.repeat(9_000)])
    expect(readable(text)).toBe(readable(text).normalize('NFKC'));
});

test('a text is cut to its longest beginning within the limit, never inside a character', () => {
  const count = (text: string) => text.length;
  expect(beginningWithin('short', 10, count)).toBe('short');
  expect(beginningWithin('0123456789abc', 10, count)).toBe('0123456789');
  expect(beginningWithin('a😀😀', 2, count)).toBe('a');
  expect(beginningWithin('abc', 0, count)).toBe('');
});

/** Counted by the model's own tokenizer. */
test.each([
  ['Die Garantie gilt vierundzwanzig Monate ab dem Tag des Kaufs und umfasst alle Teile des Gerätes.', 23],
  ['东京是日本的首都。', 5],
])('tokens of %s are estimated', (text, counted) => {
  const ratio = estimateTokens(text) / counted;
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.7);
});

test('nothing has no tokens, and a long word many', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens(' \n')).toBe(0);
  expect(estimateTokens('x'.repeat(4_000))).toBe(1_000);
});
