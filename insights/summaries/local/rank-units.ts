import type { Conversation, Unit } from '../../text/conversation.js';
import { createPauses } from '../../text/pause.js';
import { isDecision } from '../../text/signals.js';

export interface RankedUnit {
  unit: Unit;
  score: number;
  /** Unit length; what it has in common with another is their dot product. */
  vector: ReadonlyMap<string, number>;
}

/** How much each sign counts; found on dialogues with summaries that people wrote. */
const weights = { centrality: 1, position: 0.7, first: 0.2, decision: 0.4, rich: 0.3, long: 0.3 };
/** Words that say something, with which a sentence says enough. */
const richStems = 6;
/** In words. */
const comfortable = 28;

/** Sentences with how well each stands for all: central in the sense of LexRank (Erkan and Radev, 2004), early, and telling. */
export async function rankUnits({ units, language }: Conversation): Promise<RankedUnit[]> {
  const pause = createPauses();
  const vectors = await vectorsOf(units);
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [stem, value] of vector) sum.set(stem, (sum.get(stem) ?? 0) + value);
  const centralities: number[] = [];
  for (const vector of vectors) {
    // The sum over all others at once: what takes the square of time elsewhere.
    centralities.push(vector.size === 0 ? 0 : Math.max(0, dot(vector, sum) - 1));
    await pause();
  }
  const highest = centralities.reduce((most, value) => Math.max(most, value), 1e-9);
  return units.map((unit, at) => {
    const signs =
      weights.centrality * ((centralities[at] ?? 0) / highest) +
      weights.position * (1 - at / units.length) +
      (/^I\b/.test(unit.text) ? weights.first : 0) +
      (isDecision(unit, language) ? weights.decision : 0) +
      weights.rich * Math.min(1, unit.stems.length / richStems) -
      (unit.text.split(/\s+/).length > comfortable ? weights.long : 0);
    return { unit, score: signs, vector: vectors[at] ?? new Map<string, number>() };
  });
}

async function vectorsOf(units: Unit[]): Promise<Map<string, number>[]> {
  const pause = createPauses();
  const frequencies = new Map<string, number>();
  for (const { stems } of units)
    for (const stem of new Set(stems)) frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1);
  const vectors: Map<string, number>[] = [];
  for (const { stems } of units) {
    const vector = new Map<string, number>();
    for (const stem of stems)
      vector.set(stem, (vector.get(stem) ?? 0) + Math.log(1 + units.length / (frequencies.get(stem) ?? 1)));
    const length = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)) || 1;
    for (const [stem, value] of vector) vector.set(stem, value / length);
    vectors.push(vector);
    await pause();
  }
  return vectors;
}

export function dot(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [stem, value] of a) sum += value * (b.get(stem) ?? 0);
  return sum;
}
