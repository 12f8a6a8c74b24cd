import type { SummaryStyle } from '../../../contracts/ai/summaries.contract.js';
import type { Conversation, Unit } from '../../text/conversation.js';
import { countWords, firstWords } from '../words-count.js';
import { rankUnits, type RankedUnit } from './rank-units.js';
import { selectUnits } from './select-units.js';
import { tellUnit } from './tell-unit.js';

/** How much of a conversation each style keeps, in shares of its words and in words. */
const lengths: Record<SummaryStyle, { share: number; least: number; most: number }> = {
  brief: { share: 0.2, least: 22, most: 60 },
  bullets: { share: 0.3, least: 30, most: 120 },
  detailed: { share: 0.5, least: 40, most: 2_000 },
};

/** Sentences that are compared closely; the others are too far from the middle of it all. */
const mostCompared = 400;

/** Compares the sentences in question by their meaning; undefined where their words have to do. */
export type Likeness = (units: Unit[]) => Promise<((a: Unit, b: Unit) => number) | undefined>;

export interface ExtractOptions {
  style: SummaryStyle;
  /** Words at most. */
  maxLength: number;
  /** How alike sentences are in meaning; by their words when absent. */
  likeness?: Likeness;
  /** When it is known already. */
  ranked?: RankedUnit[];
}

/** The sentences that say most of a conversation in few words, told by name; empty when nothing was said in words. */
export async function extractSummary(conversation: Conversation, options: ExtractOptions): Promise<string[]> {
  const { style, maxLength } = options;
  const { language } = conversation;
  const told = (unit: Unit): string => tellUnit(unit, language);
  const ranked = best(options.ranked ?? (await rankUnits(conversation)));
  const words = conversation.units.reduce((sum, { text }) => sum + countWords(text), 0);
  const { share, least, most } = lengths[style];
  const chosen = await selectUnits(ranked, {
    words: Math.min(maxLength, most, Math.max(least, words * share)),
    most: maxLength,
    told,
    likeness: await options.likeness?.(ranked.map(({ unit }) => unit)),
  });
  if (chosen.length > 0) return chosen.map(told);
  const [first] = ranked;
  return first ? [firstWords(told(first.unit), maxLength)] : [];
}

function best(ranked: RankedUnit[]): RankedUnit[] {
  const atLeast = (stems: number) => ranked.filter(({ unit }) => unit.stems.length >= stems);
  const among = [atLeast(3), atLeast(2), atLeast(1), ranked].find((some) => some.length > 0) ?? ranked;
  return [...among].sort((a, b) => b.score - a.score).slice(0, mostCompared);
}
