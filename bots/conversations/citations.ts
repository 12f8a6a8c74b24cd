import type { Citation } from '../../contracts/conversations.contract.js';
import type { Passage } from '../../providers/index.js';

export interface SourcedPassage extends Passage {
  source: string;
}

/** The passages that an answer refers to as `[1]`, `[2, 3]` …, in the order of their numbers. */
export function citationsIn(answer: string, passages: SourcedPassage[]): Citation[] {
  const cited = new Set<number>();
  for (const match of answer.matchAll(/\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g)) {
    for (const number of (match[1] ?? '').split(',')) cited.add(Number(number));
  }
  return passages
    .filter(({ index }) => cited.has(index))
    .map(({ index, itemId, chunkId, title, text, score, source }) => ({
      index,
      itemId,
      chunkId,
      title,
      text,
      score,
      source,
    }));
}
