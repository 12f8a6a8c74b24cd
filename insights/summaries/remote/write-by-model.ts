import { z } from 'zod';
import { askModel, type ModelAnswer } from '../../model/ask-model.js';
import type { Asking, InsightDependencies } from '../../model/insight-dependencies.js';
import type { Conversation } from '../../text/conversation.js';
import type { SummaryWish, WrittenSummary } from '../written-summary.js';
import { withinWords } from '../words-count.js';
import { finalInstructions, partInstructions } from './instructions.js';
import { inParts, linesOf } from './material.js';

const texts = z.array(z.string().trim().min(1).max(2_000)).max(50).default([]);
const text = z.string().trim().min(1).max(2_000).nullable().default(null);

const Written = z.object({
  summary: z.string().trim().min(1).max(40_000),
  keyPoints: texts,
  topic: text,
  decisions: texts,
  resolution: text,
  openQuestions: texts,
  actionItems: z
    .array(z.object({ task: z.string().trim().min(1).max(2_000), owner: text, due: text }))
    .max(50)
    .default([]),
});

/** Of the answer: twice its words, and the lists beside the summary. */
const answerTokens = (words: number): number => Math.min(4_000, Math.ceil(words * 2) + 900);
/** For the instructions and what the protocols add. */
const overhead = 900;
const partTokens = answerTokens(300);
/** Of the material that is asked about at once. */
const roomFor = (answer: number, contextWindow: number): number =>
  Math.max(1_000, Math.min(longestPart, contextWindow - answer - overhead));
/** Parts that are asked about side by side. */
const atOnce = 4;
/** A model attends badly to what is longer, even if it takes it. */
const longestPart = 60_000;

/**
 * Lets a model write the summary. What is longer than it takes is cut at the borders of messages: first each part is summed up,
 * then the summaries are. @returns null when no model answers as it should
 */
export async function writeByModel(
  dependencies: InsightDependencies,
  conversation: Conversation,
  { wish, asking }: { wish: SummaryWish; asking: Asking },
): Promise<{ written: WrittenSummary; provider: string } | null> {
  const most = answerTokens(wish.maxLength);
  const room = roomFor(most, dependencies.contextWindow);
  let parts = inParts(linesOf(conversation), room);
  let ofParts = false;
  while (parts.length > 1) {
    const summaries = await sumUp(dependencies, parts, asking);
    if (!summaries) return null;
    const lines = summaries.map((summary) => JSON.stringify(summary));
    const fewer = inParts(lines, room);
    // Summaries that are not shorter than what they sum up would be summed up for ever.
    if (fewer.length >= parts.length) return null;
    [parts, ofParts] = [fewer, true];
  }
  await asking.assertMayGoOn?.();
  const answer = await ask(dependencies, {
    instructions: finalInstructions(wish, ofParts),
    material: parts[0] ?? '',
    maxTokens: most,
    asking,
  });
  if (!answer) return null;
  const summary = withinWords(answer.value.summary, wish.maxLength);
  return { written: { ...answer.value, summary }, provider: answer.provider };
}

/** A question that will be asked, as far as that is known before. */
export interface PlannedQuestion {
  instructions: string;
  material: string;
  maxTokens: number;
  /** How many like it, when it stands for several; 1. */
  times?: number;
  /** Summaries of parts that its material consists of. */
  quotes?: { count: number; tokens: number };
  /** Only asked when the summaries of the parts are long. */
  isPossible?: boolean;
}

/** What a model will be asked for a summary. Of a conversation in parts the summaries are not known yet. */
export function planSummary(
  conversation: Conversation,
  wish: SummaryWish,
  contextWindow: number,
): PlannedQuestion[] {
  const maxTokens = answerTokens(wish.maxLength);
  const room = roomFor(maxTokens, contextWindow);
  const [only = '', ...more] = inParts(linesOf(conversation), room);
  if (more.length === 0) return [{ instructions: finalInstructions(wish, false), material: only, maxTokens }];
  const parts = [only, ...more];
  const instructions = partInstructions();
  const between: PlannedQuestion[] = [];
  let count = parts.length;
  for (;;) {
    const fewer = Math.ceil((count * partTokens) / room);
    if (fewer <= 1 || fewer >= count) break;
    const quotes = { count: Math.ceil(count / fewer), tokens: partTokens };
    between.push({
      ...{ instructions, material: '', maxTokens: partTokens },
      ...{ times: fewer, quotes, isPossible: true },
    });
    count = fewer;
  }
  const quotes = { count: parts.length, tokens: partTokens };
  return [
    ...parts.map((material) => ({ instructions, material, maxTokens: partTokens })),
    ...between,
    { instructions: finalInstructions(wish, true), material: '', maxTokens, quotes },
  ];
}

/** The summaries of all parts in their order; null when one could not be made. */
async function sumUp(
  dependencies: InsightDependencies,
  parts: string[],
  asking: Asking,
): Promise<WrittenSummary[] | null> {
  const summaries: WrittenSummary[] = [];
  for (let from = 0; from < parts.length; from += atOnce) {
    await asking.assertMayGoOn?.();
    // All come to rest before one's failure is told: what was paid for is not left behind.
    const answers = await Promise.allSettled(
      parts.slice(from, from + atOnce).map((material) =>
        ask(dependencies, {
          instructions: partInstructions(),
          material,
          maxTokens: partTokens,
          asking,
        }),
      ),
    );
    for (const answer of answers) {
      if (answer.status === 'rejected') throw answer.reason;
      if (!answer.value) return null;
      summaries.push(answer.value.value);
    }
  }
  return summaries;
}

function ask(
  dependencies: InsightDependencies,
  { asking, ...question }: { instructions: string; material: string; maxTokens: number; asking: Asking },
): Promise<ModelAnswer<WrittenSummary> | null> {
  const { organizationId, jobId, spending, signal } = asking;
  return askModel(dependencies, {
    ...question,
    context: { organizationId, jobId, feature: jobId ? 'digest' : 'summarization' },
    answer: Written,
    spending,
    signal,
  });
}
