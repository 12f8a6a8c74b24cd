import { z } from 'zod';
import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import { emotionNames, Sentiment, type SentimentResult } from '../../contracts/ai/sentiment.contract.js';
import { askModel } from '../model/ask-model.js';
import type { Asking, InsightDependencies } from '../model/insight-dependencies.js';
import { inParts } from '../summaries/remote/material.js';
import { round } from './label.js';
import type { ScoredMessage } from './scored-message.js';

const Share = z
  .number()
  .min(0)
  .max(1)
  .transform((value) => round(value));

const Read = z.object({
  sentiment: Sentiment,
  score: Share,
  confidence: Share,
  emotions: z.partialRecord(z.enum(emotionNames), Share),
  tone: z.string().trim().min(1).max(60),
  keywords: z.array(z.string().trim().min(1).max(100)).max(20),
});

const scale =
  '"score" is from 0 (very negative) over 0.5 (neutral) to 1 (very positive); "sentiment" is one of positive, neutral, negative, mixed.';

const singleInstructions =
  `Judge the sentiment of a message. ${scale} "confidence" is from 0 to 1; "emotions" has those of ${emotionNames.join(', ')} that show, ` +
  'each from 0 to 1; "tone" is one English word such as enthusiastic; "keywords" are the words of the message that decided. The JSON: ' +
  '{"sentiment": string, "score": number, "confidence": number, "emotions": {}, "tone": string, "keywords": string[]}';

/** Of a message that is judged. */
const enough = 8_000;

type Dependencies = Pick<InsightDependencies, 'gateway' | 'logger' | 'contextWindow' | 'sentimentModel'>;

const contextOf = ({ organizationId }: Asking) => ({ organizationId, feature: 'sentiment' }) as const;

/** What a model thinks of one message; null when none answers as it should. */
export async function askSentiment(
  dependencies: Dependencies,
  message: AiMessage,
  asking: Asking,
): Promise<{ result: SentimentResult; provider: string } | null> {
  const answer = await askModel(dependencies, {
    context: contextOf(asking),
    preference: dependencies.sentimentModel,
    instructions: singleInstructions,
    material: message.content.slice(0, enough) || '(an empty message)',
    answer: Read,
    maxTokens: 500,
    ...asking,
  });
  return answer && { result: answer.value, provider: answer.provider };
}

const Scores = z.object({
  messages: z.array(z.object({ n: z.int(), score: Share, sentiment: Sentiment })).max(1_000),
});

const manyInstructions =
  `Judge the sentiment of each of the messages, one a line, each after its number. ${scale} Judge every message once. The JSON: ` +
  '{"messages": [{"n": number, "score": number, "sentiment": string}]}';

/** Messages that are judged in one call, and characters of each. */
const together = 50;
const enoughOfMany = 600;
const atOnce = 4;
const overhead = 3_000;

/** Each message with the score that a model gives it; null when one call fails, or leaves a message out. */
export async function askScores(
  dependencies: Dependencies,
  messages: AiMessage[],
  asking: Asking,
): Promise<{ scored: ScoredMessage[]; provider: string } | null> {
  const lines = messages.map(
    ({ content }, at) => `${at + 1}: ${content.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, enoughOfMany)}`,
  );
  const parts = Array.from({ length: Math.ceil(lines.length / together) }, (_, at) =>
    lines.slice(at * together, (at + 1) * together),
  ).flatMap((some) => inParts(some, Math.max(2_000, dependencies.contextWindow - overhead)));
  const scores = new Map<number, { score: number; sentiment: Sentiment }>();
  let provider = '';
  for (let from = 0; from < parts.length; from += atOnce) {
    const answers = await Promise.all(
      parts.slice(from, from + atOnce).map((material) =>
        askModel(dependencies, {
          context: contextOf(asking),
          preference: dependencies.sentimentModel,
          instructions: manyInstructions,
          material,
          answer: Scores,
          maxTokens: 2_500,
          ...asking,
        }),
      ),
    );
    for (const answer of answers) {
      if (!answer) return null;
      provider = answer.provider;
      for (const { n, ...judged } of answer.value.messages) scores.set(n, judged);
    }
  }
  const scored = messages.flatMap((message, at) => {
    const judged = scores.get(at + 1);
    return judged ? [{ message, at: new Date(message.created_at), ...judged }] : [];
  });
  return scored.length === messages.length ? { scored, provider } : null;
}
