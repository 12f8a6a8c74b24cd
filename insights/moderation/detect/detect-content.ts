import type { IssueScores, SkippedCheck } from '../../../contracts/ai/moderation-analysis.contract.js';
import { detectLanguage } from '../../../platform/text/detect-language.js';
import type { Logger } from '../../../platform/logging/logger.js';
import type { Moderator } from '../../../providers/index.js';
import { byModel, reasonUnseen, type Look } from './by-model.js';
import { classify } from './classify/classify.js';
import type { Detection, DetectRequest, Origin } from './detect.types.js';
import { findOwn } from './lexicon/find-terms.js';
import { hasUnseenParts, moderatedText } from './moderated-text.js';
import { toxicCategories } from './semantic/compare.js';
import type { SemanticFindings, Semantics } from './semantics.js';
import { localSpam } from './spam/local-spam.js';
import type { RecentTexts } from './spam/recent-texts.js';
import { localToxicity, type LocalToxicity, type ToxicScores } from './toxicity/local-toxicity.js';
import { withoutAllowed } from './without-allowed.js';

export interface DetectDependencies {
  /** Null while no key is configured. */
  moderator: () => Moderator | null;
  semantics: Semantics;
  recent: RecentTexts;
  logger: Logger;
  /** To be asked before every call of a model that is not on this machine. */
  assertMayGoOn?: () => Promise<void>;
}

/** Looks at content in every way that is wanted and possible, and says what was not. */
export async function detectContent(
  dependencies: DetectDependencies,
  request: DetectRequest,
): Promise<Detection> {
  const { settings, enable, contentType, content, metadata } = request;
  const { toxicityConfig, spamConfig, classifierConfig } = settings;
  const text = moderatedText(content, metadata);
  const language = await detectLanguage(text);
  const wantsToxicity = enable.toxicity && toxicityConfig.enabled;
  const wantsClasses = enable.classification && classifierConfig.enabled;
  const skipped: SkippedCheck[] = [];

  const local = await localToxicity(withoutAllowed(text, toxicityConfig.allowedWords), language);
  const semantic = await semantically(dependencies, {
    request,
    text,
    language,
    skipped,
    wanted: wantsToxicity || wantsClasses,
  });
  const judged = wantsToxicity ? await byModel(dependencies, { request, text, skipped }) : null;
  if (hasUnseenParts(contentType) && !judged?.sawPicture)
    skipped.push({ check: 'image', reason: reasonUnseen(dependencies, request) });
  else if (contentType === 'video')
    skipped.push({ check: 'image', reason: 'of a video only its still is looked at' });

  const toxicity = wantsToxicity ? toxicityFrom(local, semantic, judged?.categories) : null;
  const blockedWords = wantsToxicity ? findOwn(local.tokens, toxicityConfig.blockedWords) : [];
  const profanity = wantsToxicity ? Math.max(local.profanity, blockedWords.length > 0 ? 1 : 0) : null;
  const nsfw = toxicity ? Math.max(toxicity.categories.sexual, local.categories.sexual) : null;
  const spam =
    enable.spam && spamConfig.enabled ? await spamOf(dependencies, { request, text, skipped }) : null;
  const scores: IssueScores = {
    toxicity: toxicity ? Math.max(...Object.values(toxicity.categories)) : null,
    spam: spam?.score ?? null,
    ...{ profanity, nsfw },
  };
  const classification = wantsClasses
    ? classify(text, {
        scores,
        vector: semantic?.vector ?? null,
        classes: semantic?.classes ?? null,
        config: classifierConfig,
      })
    : null;
  return {
    ...{ toxicity, profanity, nsfw, spam, classification, blockedWords, language },
    provider: judged ? 'openai' : 'local',
    skippedChecks: skipped,
  };
}

async function semantically(
  { semantics, logger }: DetectDependencies,
  { request, text, language, skipped, wanted }: Look & { language: string | null; wanted: boolean },
): Promise<SemanticFindings | null> {
  if (!wanted || !request.settings.toxicityConfig.useSemantics) return null;
  const skip = (reason: string): null => {
    skipped.push({ check: 'semantics', reason });
    return null;
  };
  // The model reads English; of a few words nobody knows the language.
  if (language !== null && language !== 'en')
    return skip(`only English texts are compared by meaning; this is ${language}`);
  const { organizationId, actorId: userId, jobId, signal } = request;
  try {
    const findings = await semantics.look(text, { organizationId, userId, jobId, signal });
    if (!findings.isWhole) skip('of a long text only some sentences are compared by meaning');
    return findings;
  } catch (error) {
    signal?.throwIfAborted();
    logger.warn({ err: error }, 'a text could not be compared by meaning');
    return skip('the embedding model does not answer');
  }
}

/** A model's judgement goes before ours; threats and slurs that the word lists are sure of stand all the same. */
function toxicityFrom(
  local: LocalToxicity,
  semantic: SemanticFindings | null,
  judged: ToxicScores | undefined,
): { categories: ToxicScores; origin: Origin } {
  const categories: ToxicScores = { hate: 0, harassment: 0, violence: 0, sexual: 0 };
  let strongest = { score: 0, origin: 'rule' as Origin };
  for (const category of toxicCategories) {
    const byRule = local.categories[category];
    const byAi = judged ? judged[category] : (semantic?.categories[category] ?? 0);
    categories[category] = judged ? Math.max(byAi, byRule >= 0.85 ? byRule : 0) : Math.max(byAi, byRule);
    if (categories[category] > strongest.score)
      strongest = { score: categories[category], origin: byAi >= byRule ? 'ai' : 'rule' };
  }
  return { categories, origin: strongest.origin };
}

async function spamOf(
  { recent }: DetectDependencies,
  { request, text, skipped }: Look,
): Promise<{ score: number; indicators: string[] }> {
  const { spamConfig } = request.settings;
  const author = request.metadata?.userId;
  const { organizationId, contentId, countSame } = request;
  const windowMinutes = spamConfig.repetitionWindowMinutes;
  const countRecent = () =>
    typeof author === 'string'
      ? recent.count({ organizationId, userId: author, contentId, text, windowMinutes })
      : null;
  const repetitions = await (countSame ? countSame(text, windowMinutes) : countRecent());
  if (typeof author !== 'string')
    skipped.push({ check: 'repetition', reason: 'no metadata.userId was given' });
  const { score, signs } = localSpam(text, spamConfig, { repetitions });
  return { score, indicators: signs.map(({ name }) => name) };
}
