import type { Direction, SentimentTrend } from '../../contracts/ai/sentiment.contract.js';
import { firstWords } from '../summaries/words-count.js';
import { readConversation } from '../text/conversation.js';
import { keyTopics } from '../text/topics.js';
import { labelOfAll, meanOf, round } from './label.js';
import type { ScoredMessage } from './scored-message.js';

/** How much the line through all scores must rise or fall from one end to the other. */
const noticeable = 0.1;
/** Messages on either side of a shift, and how far apart their means are. */
const side = 3;
const gap = 0.2;
const mostShifts = 10;

export async function trendOf(scored: ScoredMessage[]): Promise<SentimentTrend> {
  return {
    overall: directionOf(scored),
    averageScore: round(meanOf(scored.map(({ score }) => score))),
    timeline: timelineOf(scored),
    shifts: await shiftsOf(scored),
  };
}

/** By the slope of the line through the scores in their order (least squares). */
export function directionOf(scored: ScoredMessage[]): Direction {
  const count = scored.length;
  if (count < 2) return 'stable';
  const middle = (count - 1) / 2;
  const mean = meanOf(scored.map(({ score }) => score));
  let covariance = 0;
  let variance = 0;
  for (const [at, { score }] of scored.entries()) {
    covariance += (at - middle) * (score - mean);
    variance += (at - middle) ** 2;
  }
  const change = (covariance / variance) * (count - 1);
  if (Math.abs(change) < noticeable) return 'stable';
  return change > 0 ? 'improving' : 'declining';
}

function timelineOf(scored: ScoredMessage[]): SentimentTrend['timeline'] {
  const days = new Map<string, number[]>();
  for (const { at, score } of scored) {
    const date = at.toISOString().slice(0, 10);
    days.set(date, [...(days.get(date) ?? []), score]);
  }
  return [...days].map(([date, scores]) => ({
    date,
    score: round(meanOf(scores)),
    sentiment: labelOfAll(scores),
    messageCount: scores.length,
  }));
}

/** Where the messages after sound unlike those before; of neighbouring places the one with the greatest difference. */
async function shiftsOf(scored: ScoredMessage[]): Promise<SentimentTrend['shifts']> {
  const scores = scored.map(({ score }) => score);
  const places = scores
    .map((_, at) => {
      const [before, after] = [scores.slice(Math.max(0, at - side), at), scores.slice(at, at + side)];
      return {
        at,
        from: labelOfAll(before),
        to: labelOfAll(after),
        change: at === 0 ? 0 : Math.abs(meanOf(after) - meanOf(before)),
      };
    })
    .filter(({ from, to, change }) => change >= gap && from !== to)
    .sort((a, b) => b.change - a.change);
  const chosen: typeof places = [];
  for (const place of places)
    if (chosen.length < mostShifts && chosen.every(({ at }) => Math.abs(at - place.at) >= side))
      chosen.push(place);
  const shifts: SentimentTrend['shifts'] = [];
  for (const { at, from, to } of chosen.sort((a, b) => a.at - b.at)) {
    const timestamp = (scored[at]?.at ?? new Date(0)).toISOString();
    shifts.push({ timestamp, from, to, trigger: await triggerOf(scored.slice(at, at + side)) });
  }
  return shifts;
}

const longestTrigger = 12;

/** What the messages from a shift on talk about; null when they say nothing. */
async function triggerOf(scored: ScoredMessage[]): Promise<string | null> {
  const conversation = await readConversation(scored.map(({ message }) => message));
  const [topic] = await keyTopics(conversation, 1);
  if (topic && topic.messageCount > 1) return topic.topic;
  const telling = conversation.units.find(({ stems }) => stems.length > 0);
  return telling ? firstWords(telling.text, longestTrigger) : null;
}
