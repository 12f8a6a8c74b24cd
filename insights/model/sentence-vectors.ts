import type { Asking, InsightDependencies } from './insight-dependencies.js';

/** Vectors of sentences; `null` where there is no model for the language or it failed, so that words have to do. */
export async function sentenceVectors(
  { embedSentences, logger }: Pick<InsightDependencies, 'embedSentences' | 'logger'>,
  texts: string[],
  asking: Asking & { language: string; feature: 'summarization' | 'sentiment' },
): Promise<ArrayLike<number>[] | null> {
  try {
    return await embedSentences(texts, asking);
  } catch (error) {
    asking.signal.throwIfAborted();
    const { feature } = asking;
    logger.warn({ err: error, feature }, 'words have to do, as sentences could not be embedded');
    return null;
  }
}
