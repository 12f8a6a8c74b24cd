import { expect, test } from '@jest/globals';
import { defaultRateLimits } from '../../platform/config/rate-limit.config.js';
import { defaultSettings } from './default-settings.js';
import { rateLimitsOf } from './rate-limits-of.js';

const config = {
  OPENAI_MODEL: 'gpt-4o-mini',
  ANTHROPIC_MODEL: 'claude-haiku-4-5',
  rateLimits: defaultRateLimits,
};

test('without any setting the limits are those of the documented table', () => {
  const [minute, hour] = [60_000, 3_600_000];
  const settings = defaultSettings(config);
  const limits = (user: number, org: number, windowMs: number) => ({
    ...{ userMaxRequests: user, userWindowMs: windowMs },
    ...{ orgMaxRequests: org, orgWindowMs: windowMs },
  });
  expect(settings.rateLimits).toEqual({
    summarize: limits(50, 500, hour),
    search: limits(20, 1_000, minute),
    chat: limits(60, 6_000, minute),
    embeddings: limits(10, 100, minute),
    moderation: limits(100, 1_000, hour),
  });
  expect(rateLimitsOf(settings, defaultRateLimits)).toEqual(defaultRateLimits);
});

test('a provider is on when the environment has its key', () => {
  expect(defaultSettings({ ...config, OPENAI_API_KEY: 'k' })).toMatchObject({
    openai: { enabled: true, apiKey: 'k', defaultModel: 'gpt-4o-mini' },
    anthropic: { enabled: false, apiKey: null, defaultModel: 'claude-haiku-4-5' },
  });
});
