import type { Analysis } from './antecedents.js';
import { listedAt, oneAt } from './english-choices.js';
import { demonstrativeAt } from './english-demonstratives.js';
import { placeAt } from './english-places.js';
import { isPronoun, pronounAt } from './english-pronouns.js';
import type { Known } from './past-turn.js';
import type { Replacement } from './resolution.js';
import type { Scene } from './scene.js';
import type { Token } from './token.js';

/** Follows the references of an English text; a mention of which nothing is sure stays. */
export function englishReferences(analysis: Analysis, known: Known): Replacement[] {
  const { tokens } = analysis;
  return tokens.flatMap((token, index) => referenceAt({ ...analysis, known }, token, index) ?? []);
}

function referenceAt(scene: Scene, token: Token, index: number): Replacement | null {
  const { lower } = token;
  if (lower === 'there') return placeAt(scene, token, index);
  if (lower === 'one' || lower === 'ones') return oneAt(scene, token, index);
  if (lower === 'the' || lower === 'both' || lower === 'option' || lower === 'number')
    return listedAt(scene, token, index);
  if (lower === 'this' || lower === 'that' || lower === 'these' || lower === 'those')
    return demonstrativeAt(scene, token, index);
  if (isPronoun(lower)) return pronounAt(scene, token, index);
  return null;
}
