import type { Asking, InsightDependencies } from '../../model/insight-dependencies.js';
import { sentenceVectors } from '../../model/sentence-vectors.js';
import { bias, weights } from './weights.js';

/** Of a longer text the model reads no more. */
const enough = 1_000;

/**
 * How good or bad English texts sound by their meaning, as people would rate them from -4 to 4: what is described says it also
 * where no word does (`It stopped charging after two days`). A linear function of the sentence's vector by all-MiniLM-L6-v2, fitted on
 * rated sentences of our own (`npm run fit:sentiment`).
 * @returns `null` without the model
 */
export async function meaningsOf(
  dependencies: Pick<InsightDependencies, 'embedSentences' | 'logger'>,
  texts: string[],
  asking: Asking,
): Promise<number[] | null> {
  if (texts.length === 0) return [];
  const read = texts.map((text) => text.slice(0, enough));
  const vectors = await sentenceVectors(dependencies, read, {
    ...asking,
    ...{ language: 'en', feature: 'sentiment' },
  });
  return vectors?.map(ratingOf) ?? null;
}

export const ratingOf = (vector: ArrayLike<number>): number =>
  weights.reduce((sum, weight, axis) => sum + weight * (vector[axis] ?? 0), bias);
