import {
  defaultModerationSettings,
  type ModerationSettings,
} from '../../../contracts/ai/moderation-policy.contract.js';
import { judge, type Judgement } from '../policy/judge.js';
import { classify } from './classify/classify.js';
import type { Detection } from './detect.types.js';
import { findOwn } from './lexicon/find-terms.js';
import { localSpam } from './spam/local-spam.js';
import { localToxicity } from './toxicity/local-toxicity.js';

/** What words and phrases alone say of a text. */
export async function detectLocally(
  text: string,
  {
    language = 'en',
    settings = defaultModerationSettings,
  }: { language?: string | null; settings?: ModerationSettings } = {},
): Promise<Detection> {
  const { categories, profanity, tokens } = await localToxicity(text, language);
  const spam = localSpam(text, settings.spamConfig, { repetitions: null });
  const scores = { toxicity: 0, spam: spam.score, profanity, nsfw: 0 };
  const blockedWords = findOwn(tokens, settings.toxicityConfig.blockedWords);
  return {
    toxicity: { categories, origin: 'rule' },
    profanity: blockedWords.length > 0 ? 1 : profanity,
    nsfw: categories.sexual,
    spam: { score: spam.score, indicators: spam.signs.map(({ name }) => name) },
    classification: classify(text, {
      scores,
      vector: null,
      classes: null,
      config: settings.classifierConfig,
    }),
    ...{ blockedWords, provider: 'local', language, skippedChecks: [] },
  };
}

export const judgedLocally = async (
  text: string,
  options: { language?: string | null; settings?: ModerationSettings } = {},
): Promise<Judgement> =>
  judge(await detectLocally(text, options), options.settings ?? defaultModerationSettings);
