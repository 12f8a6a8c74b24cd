import type { SkippedCheck } from '../../../contracts/ai/moderation-analysis.contract.js';
import { ProviderError, type ModerationInput, type ModerationVerdict } from '../../../providers/index.js';
import type { DetectDependencies } from './detect-content.js';
import type { DetectRequest } from './detect.types.js';
import { categoriesUnseen, partsOf, toxicityOf } from './model-toxicity.js';
import { pictureOf } from './picture-of.js';
import { toxicCategories } from './semantic/compare.js';
import type { ToxicCategory, ToxicScores } from './toxicity/local-toxicity.js';

export interface Look {
  request: DetectRequest;
  text: string;
  skipped: SkippedCheck[];
}

/** What the model says, and whether it saw the picture. */
interface Judged {
  categories: ToxicScores;
  sawPicture: boolean;
}

/** Has the model judge text and picture; null when there is none or it does not answer, which is told in `skipped`. */
export async function byModel(
  { moderator: configured, assertMayGoOn }: Pick<DetectDependencies, 'moderator' | 'assertMayGoOn'>,
  { request, text, skipped }: Look,
): Promise<Judged | null> {
  const moderator = configured();
  if (!moderator || !request.settings.toxicityConfig.useModel) return null;
  const { organizationId, actorId: userId, jobId, signal } = request;
  const context = { organizationId, userId, feature: 'moderation', ...(jobId ? { jobId } : {}) } as const;
  const imageUrl = pictureOf(request);
  const categories: ToxicScores = { hate: 0, harassment: 0, violence: 0, sexual: 0 };
  const ask = async (input: ModerationInput): Promise<ModerationVerdict> => {
    await assertMayGoOn?.();
    const verdict = await moderator.moderate({ context, input, signal });
    const found = toxicityOf(verdict);
    for (const category of toxicCategories)
      categories[category] = Math.max(categories[category], found[category]);
    return verdict;
  };
  try {
    let sawPicture = false;
    for (const [index, part] of partsOf(text).entries()) {
      if (index > 0 || !imageUrl) await ask({ text: part });
      else {
        const unseen = await lookAt({ text: part, imageUrl }, ask);
        sawPicture = unseen !== null;
        if (unseen && unseen.length > 0)
          skipped.push({
            check: 'imageCategories',
            reason: `the model looks for ${unseen.join(' and ')} in texts only`,
          });
      }
    }
    return { categories, sawPicture };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    skipped.push({
      check: 'model',
      reason: `the moderation model did not answer (${error.kind}); judged locally`,
    });
    return null;
  }
}

/**
 * Asks about a text with its picture; the toxic categories that are not looked for in pictures. Null when the provider could do
 * nothing with the picture, such as one that it does not find: then the text is judged alone.
 */
async function lookAt(
  input: ModerationInput,
  ask: (input: ModerationInput) => Promise<ModerationVerdict>,
): Promise<ToxicCategory[] | null> {
  try {
    return categoriesUnseen(await ask(input));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'invalid-request') throw error;
    await ask({ text: input.text });
    return null;
  }
}

/** Why nobody looked at a picture. */
export function reasonUnseen(
  { moderator }: Pick<DetectDependencies, 'moderator'>,
  request: DetectRequest,
): string {
  const { contentType, settings } = request;
  if (!moderator()) return 'no model that sees is configured; judged by its text';
  if (pictureOf(request))
    return settings.toxicityConfig.useModel
      ? 'the model could not look at it; judged by its text'
      : 'the model is not to be asked; judged by its text';
  if (contentType === 'video') return 'a video without a thumbnailUrl is judged by its text';
  if (contentType === 'file') return 'a file is judged by its text';
  return 'neither an https address nor a data URL of a picture was given';
}
