import { expect, test } from '@jest/globals';
import { createLogger } from '../../../platform/logging/logger.js';
import { createSpending } from '../../../providers/index.js';
import { readSentiment } from '../read-sentiment.js';
import { meaningsOf, ratingOf } from './meaning.js';
import { weights } from './weights.js';

const asking = { organizationId: 'o', spending: createSpending(), signal: new AbortController().signal };
const logger = createLogger({ name: 'test', level: 'silent' });

test('a rating goes with the direction that was learnt', () => {
  const along = weights.map((weight) => weight / Math.hypot(...weights));
  expect(ratingOf(along)).toBeGreaterThan(ratingOf(along.map(() => 0)));
  expect(ratingOf(along.map((value) => -value))).toBeLessThan(ratingOf(along.map(() => 0)));
});

test('without the model, or when it fails, there are no ratings', async () => {
  const of = (embedSentences: () => Promise<null>) =>
    meaningsOf({ embedSentences, logger }, ['It stopped after two days.'], asking);
  expect(await of(async () => null)).toBeNull();
  expect(await of(() => Promise.reject(new Error('no memory')))).toBeNull();
});

test('whoever gave up waits for no words', async () => {
  const gone = { ...asking, signal: AbortSignal.abort() };
  const embedSentences = () => Promise.reject(new Error('stopped'));
  await expect(meaningsOf({ embedSentences, logger }, ['Fine.'], gone)).rejects.toThrow('aborted');
});

test('what a text says as a whole counts more where none of its words carries feeling', () => {
  const moved = (text: string): number =>
    readSentiment(text, 'en', -2).score - readSentiment(text, 'en').score;
  expect(moved('The battery lasts for two hours.')).toBeLessThan(moved('It is a good one, they say.'));
  expect(moved('It is a good one, they say.')).toBeLessThan(0);
});
