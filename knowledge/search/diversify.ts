import type { Evidence } from './retrieve.js';

/** Passages of one document beyond this many say little that is new. */
const perItem = 3;
/** Share of common words above which two passages say the same. */
const sameText = 0.85;

/** The first `limit` passages of a ranking, without repetitions of the same text and with a few per document only. */
export function diversify(ranked: Evidence[], limit: number): Evidence[] {
  const chosen: { evidence: Evidence; words: Set<string> }[] = [];
  const ofItem = new Map<string, number>();
  for (const evidence of ranked) {
    if (chosen.length >= limit) break;
    const count = ofItem.get(evidence.itemId) ?? 0;
    if (count >= perItem) continue;
    const words = new Set(evidence.text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
    if (chosen.some((other) => overlap(words, other.words) > sameText)) continue;
    chosen.push({ evidence, words });
    ofItem.set(evidence.itemId, count + 1);
  }
  return chosen.map(({ evidence }) => evidence);
}

/** Jaccard index. */
function overlap(a: Set<string>, b: Set<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common / (a.size + b.size - common || 1);
}
