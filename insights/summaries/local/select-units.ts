import type { Unit } from '../../text/conversation.js';
import { createPauses } from '../../text/pause.js';
import { countWords } from '../words-count.js';
import { dot, type RankedUnit } from './rank-units.js';

/** How much being said already counts, and being the first of an author. */
const weights = { repetition: 1.4, newAuthor: 0.2 };
/** A sentence may exceed the length aimed at by this much. */
const slack = 1.2;

export interface Selection {
  /** Words aimed at. */
  words: number;
  /** Words that must not be exceeded. */
  most: number;
  /** As the sentence will be told. */
  told(unit: Unit): string;
  /** How alike two sentences are, 0..1; by their words when absent. */
  likeness?: (a: Unit, b: Unit) => number;
}

/**
 * The best sentences that together are not too long, in their order: one that says what another has said counts less
 * (maximal marginal relevance; Carbonell and Goldstein, 1998).
 */
export async function selectUnits(ranked: RankedUnit[], selection: Selection): Promise<Unit[]> {
  const { words, most, told, likeness } = selection;
  const pause = createPauses();
  const alike = (a: RankedUnit, b: RankedUnit): number =>
    likeness?.(a.unit, b.unit) ?? dot(a.vector, b.vector);
  /** Each with the likeness to the most alike of the chosen ones. */
  const left = new Map(ranked.map((one) => [one, 0]));
  const chosen: RankedUnit[] = [];
  const authors = new Set<string>();
  let used = 0;
  while (left.size > 0 && used < words) {
    const best = bestOf(left, authors);
    left.delete(best);
    const length = countWords(told(best.unit));
    await pause();
    if (used + length > (chosen.length === 0 ? most : Math.min(most, words * slack))) continue;
    chosen.push(best);
    authors.add(best.unit.author);
    used += length;
    for (const [one, likest] of left) left.set(one, Math.max(likest, alike(one, best)));
  }
  return chosen.map(({ unit }) => unit).sort((a, b) => a.index - b.index);
}

function bestOf(left: Map<RankedUnit, number>, authors: Set<string>): RankedUnit {
  let best: RankedUnit | undefined;
  let highest = -Infinity;
  for (const [one, likest] of left) {
    const isNew = authors.size > 0 && !authors.has(one.unit.author);
    const value = one.score - weights.repetition * likest + (isNew ? weights.newAuthor : 0);
    if (value > highest) [best, highest] = [one, value];
  }
  if (!best) throw new Error('there is nothing to choose from');
  return best;
}
