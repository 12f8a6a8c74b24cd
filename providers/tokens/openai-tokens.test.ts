import { expect, test } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { loadChatTokens } from './openai-tokens.js';

test('prose is counted exactly', async () => {
  const { count } = await loadChatTokens();
  const prose = 'The tram leaves at five.\n\n  <|endoftext|> is only text here; so is 東京都.';
  expect(count(prose)).toBe(countTokens(prose, { disallowedSpecial: new Set() }));
});

test.each(['a', '字', ' ', '\n', '=', 'aB'])(
  'a million characters of "%s" are counted in parts',
  async (part) => {
    const { count, cut } = await loadChatTokens();
    const text = part.repeat(1_000_000 / part.length);
    const tokens = count(text);
    // By a hundred thousand at once the tokeniser would take minutes; by a thousand it tells about how many there are.
    const exact = countTokens(text.slice(0, 1_000)) * 1_000;
    expect(tokens).toBeGreaterThanOrEqual(exact * 0.9);
    expect(tokens).toBeLessThanOrEqual(exact * 4);
    expect(count(cut(text, 100))).toBeLessThanOrEqual(100);
  },
  20_000,
);
