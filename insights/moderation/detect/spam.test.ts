import { expect, test } from '@jest/globals';
import { defaultModerationSettings } from '../../../contracts/ai/moderation-policy.contract.js';
import { localSpam } from './spam/local-spam.js';

const { spamConfig } = defaultModerationSettings;
const scored = (
  text: string,
  changes: Partial<typeof spamConfig> = {},
  repetitions: number | null = null,
) => {
  const { score, signs } = localSpam(text, { ...spamConfig, ...changes }, { repetitions });
  return {
    isSpam: score >= defaultModerationSettings.policy.spamThreshold,
    names: signs.map(({ name }) => name),
    score,
  };
};

test.each([
  'BUY NOW!!! Cheap viagra at http://cheap-pills.xyz click here',
  'Congratulations! You have won a free iPhone, claim your prize at bit.ly/abc',
  'Earn $5000 per week working from home, DM me now',
  'Your account has been suspended, verify your account at http://paypal-login.top',
  'Double your bitcoin, send 0.1 BTC and receive 1 BTC',
  'Jetzt hier klicken und Geld verdienen http://x.top',
  '@a1 @b2 @c3 @d4 @e5 @f6 @g7 join https://t.co/x',
  'sale '.repeat(20),
  'vis1t our website, c1ick here: bit.ly/1 bit.ly/2 bit.ly/3 bit.ly/4',
])('%s', (text) => {
  expect(scored(text)).toMatchObject({ isSpam: true });
});

test.each([
  'Check out the docs at https://example.org/guide',
  'THE SERVER IS DOWN PLEASE HELP',
  'Could you verify your account settings page works?',
  'Meeting moved to 3pm, see https://meet.example.com/abc',
  'Buy milk and eggs on the way home',
  'Thanks @ada and @grace!',
])('%s: not spam', (text) => {
  expect(scored(text)).toMatchObject({ isSpam: false });
});

test('each sign moves the score alone, and what an organisation allows is none', () => {
  const links =
    'see https://a.example.org https://b.example.org https://c.example.org https://d.example.org for all of it';
  expect(scored(links).names).toContain('excessive_links');
  expect(scored(links, { allowedDomains: ['example.org'] })).toEqual({ isSpam: false, names: [], score: 0 });
  expect(scored('see https://evil.example.net', { blockedDomains: ['example.net'] })).toMatchObject({
    ...{ isSpam: true, names: ['blocked_domain'] },
  });
  expect(scored('our magic beans', { blockedPhrases: ['Magic Beans'] }).names).toEqual(['blocked_phrase']);
  expect(scored('hello there', {}, 3).names).toEqual([]);
  expect(scored('hello there', {}, 4).names).toEqual(['repeated_message']);
  expect(scored('hello there', {}, 6).score).toBeGreaterThan(scored('hello there', {}, 4).score);
});
