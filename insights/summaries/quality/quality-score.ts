import type { Conversation } from '../../text/conversation.js';
import { splitSentences } from '../../../platform/text/sentences.js';
import { createPauses } from '../../text/pause.js';
import { contentStems } from '../../text/words.js';
import { createEvidence } from './evidence.js';
import { supportOf } from './support.js';

/** A recall of a third is what a good short summary reaches; the root spreads the scale. */
const coverageExponent = 0.35;

/**
 * How good a summary is, 0..1: the share of what was said that it covers, times how well each of its sentences is supported by a
 * message: its words, numbers, names and whether it denies. Said again, or beside the matter, nothing counts; so being long is no
 * merit. Null when nothing was said in words.
 */
export async function qualityScore(summary: string, conversation: Conversation): Promise<number | null> {
  const evidence = await createEvidence(conversation);
  if (evidence.weights.size === 0) return null;
  const sentences = summary
    .split('\n')
    .flatMap((line) => splitSentences(line.replace(/^\s*(?:[-*•]|#+)\s*/, ''), conversation.language))
    .map(({ text }) => text)
    .filter((text) => /[\p{L}\p{N}]/u.test(text));
  if (sentences.length === 0) return 0;
  const pause = createPauses();
  const covered = new Set<string>();
  const supports: number[] = [];
  let told = 0;
  for (const sentence of sentences) {
    const stems = new Set(contentStems(sentence, conversation.language));
    const support = supportOf(sentence, stems, evidence);
    const fresh = [...stems].filter((stem) => !covered.has(stem)).length;
    told += stems.size === 0 ? 0 : 1 - fresh / stems.size;
    // What is said falsely covers nothing.
    if (support >= 0.5) for (const stem of stems) covered.add(stem);
    supports.push(support);
    await pause();
  }
  const coverage = recall(covered, evidence.weights) ** coverageExponent;
  const faithfulness = supports.reduce((sum, value) => sum + value, 0) / supports.length;
  const repetition = Math.max(0, told / sentences.length - tolerated);
  return round(coverage * faithfulness * (1 - repetition));
}

/** Sentences about one matter share words without repeating each other. */
const tolerated = 0.6;

function recall(covered: Set<string>, weights: Map<string, number>): number {
  let all = 0;
  let found = 0;
  for (const [stem, weight] of weights) {
    all += weight;
    if (covered.has(stem)) found += weight;
  }
  return found / all;
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
