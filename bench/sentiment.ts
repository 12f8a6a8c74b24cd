import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { lexiconOf, valenceOf } from '../insights/index.js';

const { SentimentIntensityAnalyzer: vader } = createRequire(import.meta.url)('vader-sentiment') as {
  SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
};

/** Pearson's. */
function correlation(a: number[], b: number[]): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: number[], mx: number, y: number[], my: number): number =>
    x.reduce((sum, value, at) => sum + (value - mx) * ((y[at] ?? 0) - my), 0);
  return product(a, meanA, b, meanB) / Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB));
}

const folder = process.env.EVAL_DATA;
if (!folder) throw new Error('EVAL_DATA names the folder with sentiment-tweets.tsv');
const tweets = readFileSync(join(folder, 'sentiment-tweets.tsv'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => line.split('\t'))
  .map(([, rating = '', text = '']) => ({ rating: Number(rating), text }));

const lexicon = lexiconOf('en');
const scores = {
  vader: ({ text }: { text: string }) => vader.polarity_scores(text).compound,
  local: ({ text }: { text: string }) => valenceOf(text, lexicon, 'en').compound,
};
/** The rules were found on the first half; the second one was only measured. */
const halves = {
  all: tweets,
  first: tweets.filter((_, at) => at % 2 === 0),
  second: tweets.filter((_, at) => at % 2 === 1),
};
for (const [name, score] of Object.entries(scores)) {
  const figures = Object.entries(halves).map(([half, some]) => {
    const value = correlation(
      some.map(({ rating }) => rating),
      some.map(score),
    );
    return `${half} ${value.toFixed(4)}`;
  });
  console.log(`${name.padEnd(6)} ${figures.join('  ')}`);
}
