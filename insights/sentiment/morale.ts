import type { MoraleReport } from '../../contracts/ai/sentiment.contract.js';
import { readConversation } from '../text/conversation.js';
import { keyTopics, type Topic } from '../text/topics.js';
import { labelOfAll, meanOf, round } from './label.js';
import type { ScoredMessage } from './scored-message.js';
import { directionOf } from './trend.js';

const mostTopics = 5;

/** How a team feels, from the messages of a period. Without any there is nothing to tell. */
export async function moraleOf(scored: ScoredMessage[]): Promise<MoraleReport> {
  if (scored.length === 0) return nothingToTell;
  const scores = scored.map(({ score }) => score);
  const { positive, negative } = await topicsByFeeling(scored);
  const trend = directionOf(scored);
  return {
    overall: labelOfAll(scores),
    score: round(10 * meanOf(scores), 1),
    trend,
    breakdown: breakdownOf(scored),
    topPositiveTopics: positive.map(({ topic }) => topic),
    concerns: negative.map(({ topic }) => topic),
    recommendations: recommendationsFor({ positive, negative, trend }),
    messageCount: scored.length,
  };
}

const nothingToTell: MoraleReport = {
  ...{ overall: null, score: null, trend: null, breakdown: null },
  ...{ topPositiveTopics: [], concerns: [], recommendations: [], messageCount: 0 },
};

/** Whole percentages that make 100 together: what rounding leaves goes to those that lost most (largest remainder). */
function breakdownOf(scored: ScoredMessage[]): NonNullable<MoraleReport['breakdown']> {
  const counts = { positive: 0, neutral: 0, negative: 0 };
  for (const { sentiment } of scored) counts[sentiment === 'mixed' ? 'neutral' : sentiment] += 1;
  const exact = Object.entries(counts).map(([name, count]) => ({
    name: name as keyof typeof counts,
    share: (100 * count) / scored.length,
  }));
  const parts = { positive: 0, neutral: 0, negative: 0 };
  for (const { name, share } of exact) parts[name] = Math.floor(share);
  let left = 100 - parts.positive - parts.neutral - parts.negative;
  for (const { name } of [...exact].sort((a, b) => (b.share % 1) - (a.share % 1))) {
    if (left === 0) break;
    parts[name] += 1;
    left -= 1;
  }
  return parts;
}

/** What the good and the bad messages are about; what both are about belongs to where it is spoken of more. */
async function topicsByFeeling(scored: ScoredMessage[]): Promise<{ positive: Topic[]; negative: Topic[] }> {
  const about = async (sentiment: string): Promise<Topic[]> => {
    const some = scored.filter((one) => one.sentiment === sentiment).map(({ message }) => message);
    return some.length === 0 ? [] : keyTopics(await readConversation(some), mostTopics * 2);
  };
  const [good, bad] = [await about('positive'), await about('negative')];
  const keep = (own: Topic[], others: Topic[], atEven: boolean): Topic[] =>
    own
      .filter(({ topic, messageCount }) => {
        const same = others.find((other) => other.topic.toLowerCase() === topic.toLowerCase());
        return !same || (atEven ? messageCount >= same.messageCount : messageCount > same.messageCount);
      })
      .slice(0, mostTopics);
  return { positive: keep(good, bad, false), negative: keep(bad, good, true) };
}

/** Concerns that are worth a recommendation each. */
const mostAddressed = 3;

function recommendationsFor({
  positive,
  negative,
  trend,
}: {
  positive: Topic[];
  negative: Topic[];
  trend: MoraleReport['trend'];
}): string[] {
  const [first, ...rest] = positive;
  const [gravest] = negative;
  return [
    ...(trend === 'declining'
      ? [
          `Morale is declining: talk with the team${gravest ? ` about ${quoted(gravest)}` : ' about what has changed'}`,
        ]
      : []),
    ...negative
      .slice(0, mostAddressed)
      .map(
        (topic) => `Address the concerns about ${quoted(topic)} raised by ${topic.participants.join(', ')}`,
      ),
    ...(first ? [`Continue what goes well: ${[first, ...rest.slice(0, 1)].map(quoted).join(' and ')}`] : []),
  ];
}

const quoted = ({ topic }: Topic): string => `“${topic}”`;
