import { createRequire } from 'node:module';
import { data } from '../../../test/helpers/given.js';
import type { Figure } from '../figure.js';
import { bootstrap, correlation, fisher, shuffled } from '../statistics.js';
import { mapSome, type Setting } from '../subject.js';

const { SentimentIntensityAnalyzer: vader } = createRequire(import.meta.url)('vader-sentiment') as {
  SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
};
const file = 'sentiment-tweets.tsv';

/** How scores go with people's ratings of tweets (Hutto and Gilbert, 2014). */
export async function measureSentiment({ subject, most, read }: Setting): Promise<Figure[] | string> {
  const text = await read(file);
  if (text === null) return file;
  const tweets = shuffled(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'))
      .map(([id = '', rating = '', content = '']) => ({ id, rating: Number(rating), content })),
    7,
  ).slice(0, most);
  const scores = await mapSome(tweets, async ({ id, content }) => {
    const message = { id, content, author_id: 'a', author_name: 'A', created_at: '2026-01-31T10:00:00Z' };
    const answer = await subject.client.post('/api/ai/sentiment', { message });
    if (answer.status !== 200) data(answer);
    return (answer.body as { result: { score: number } }).result.score;
  });
  const pairs = tweets.map(({ rating, content }, at) => ({
    ours: [scores[at] ?? 0, rating] as const,
    theirs: [vader.polarity_scores(content).compound, rating] as const,
  }));
  const value = correlation(pairs.map(({ ours }) => ours));
  const baseline = correlation(pairs.map(({ theirs }) => theirs));
  const gain = (sample: typeof pairs): number =>
    correlation(sample.map(({ ours }) => ours)) - correlation(sample.map(({ theirs }) => theirs));
  return [
    {
      ...{ part: 'sentiment', name: 'correlation, tweets', value, cases: tweets.length },
      ...{
        interval: fisher(value, tweets.length),
        baseline: { name: 'VADER', value: baseline },
        goal: baseline,
      },
    },
    {
      ...{ part: 'sentiment', name: 'correlation above VADER, same tweets', value: value - baseline },
      ...{ interval: bootstrap(pairs, (sample) => gain([...sample])), cases: tweets.length, goal: 0 },
    },
  ];
}
