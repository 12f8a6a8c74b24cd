import { expect, test } from '@jest/globals';
import { defaultModerationSettings as defaults } from '../../../contracts/ai/moderation-policy.contract.js';
import type { Detection } from '../detect/detect.types.js';
import { judge } from './judge.js';

const detection = (changes: Partial<Detection> = {}): Detection => ({
  toxicity: { categories: { hate: 0, harassment: 0.1, violence: 0, sexual: 0 }, origin: 'ai' },
  ...{ profanity: 0, nsfw: 0, spam: { score: 0, indicators: [] }, classification: null, blockedWords: [] },
  ...{ provider: 'local', language: 'en', skippedChecks: [] },
  ...changes,
});
const hateful = (hate: number): Detection['toxicity'] => ({
  ...{ categories: { hate, harassment: 0, violence: 0, sexual: 0 }, origin: 'ai' },
});
const withPolicy = (policy: Partial<typeof defaults.policy>) => ({
  ...defaults,
  policy: { ...defaults.policy, ...policy },
});

test('what is below every threshold is approved, the surer the further it is below', () => {
  const { analysis } = judge(detection(), defaults);
  expect(analysis).toMatchObject({
    ...{
      shouldFlag: false,
      priority: 'low',
      detectedIssues: [],
      recommendedAction: 'approve',
      autoAction: 'none',
    },
    categories: { toxicity: 0.1, spam: 0, profanity: 0, nsfw: 0 },
  });
  const nearer = judge(detection({ toxicity: hateful(0.6) }), defaults).analysis;
  expect(nearer.shouldFlag).toBe(false);
  expect(nearer.confidence).toBeLessThan(analysis.confidence);
});

test('thresholds are those of the policy, and of a category where it has its own', () => {
  const found = detection({ toxicity: hateful(0.75) });
  expect(judge(found, defaults).toxicityAnalysis).toMatchObject({ isToxic: true, score: 0.75 });
  expect(judge(found, withPolicy({ toxicityThreshold: 0.8 })).analysis.shouldFlag).toBe(false);
  const own = {
    ...defaults.toxicityConfig,
    categoryThresholds: { ...defaults.toxicityConfig.categoryThresholds, hate: 0.9 },
  };
  expect(judge(found, { ...defaults, toxicityConfig: own }).analysis.shouldFlag).toBe(false);
});

test('the strictest action of all issues is the automatic one, and none without automatic moderation', () => {
  const found = detection({ profanity: 0.95, toxicity: hateful(0.87) });
  const { analysis, origin } = judge(found, defaults);
  expect(analysis.detectedIssues).toEqual([
    { type: 'profanity', severity: 'medium', confidence: 0.95, details: 'Contains offensive language' },
    {
      type: 'toxicity',
      severity: 'high',
      confidence: 0.87,
      details: 'Potentially harmful content detected: hate',
    },
  ]);
  expect([analysis.autoAction, origin, analysis.priority, analysis.recommendedAction]).toEqual([
    'hide',
    'ai',
    'critical',
    'delete',
  ]);
  expect(judge(found, withPolicy({ profanityAction: 'delete' }))).toMatchObject({
    ...{ analysis: { autoAction: 'delete' }, origin: 'rule' },
  });
  const manual = judge(found, withPolicy({ autoModeration: false }));
  expect([manual.analysis.shouldFlag, manual.analysis.autoAction, manual.origin]).toEqual([
    true,
    'none',
    null,
  ]);
});

test('what was not looked for is null and no issue', () => {
  const nothing = detection({ toxicity: null, profanity: null, nsfw: null, spam: null });
  expect(judge(nothing, defaults)).toMatchObject({
    ...{ toxicityAnalysis: null, spamAnalysis: null },
    analysis: { shouldFlag: false, categories: { toxicity: null, spam: null, profanity: null, nsfw: null } },
  });
});
