import { expect, test } from '@jest/globals';
import { groundedShare } from './grounded-share.js';
import { meanWithInterval, shareWithInterval } from './intervals.js';
import { saysUnknown } from './says-unknown.js';
import { scoreAnswer, unscored } from './score-answer.js';
import { sourceMatches } from './source-matches.js';
import { changeOf, compareSides, missedBy, totalScores } from './totals.js';

test.each([
  "I'm sorry, but I don't have any information about that.",
  'The documents do not mention the price.',
  'I could not find an answer to that in the documents I have.',
  'There is no information about returns in the documents.',
  'Das weiß ich leider nicht.',
  'Dazu habe ich in den mir vorliegenden Dokumenten keine Antwort gefunden.',
  'No lo sé.',
  "Je n’ai pas trouvé d'information à ce sujet.",
  'Não encontrei essa informação.',
  '参照できる文書の中に、そのご質問への答えは見つかりませんでした。',
])('%s is a refusal, unless it cites something', (answer) => {
  expect(saysUnknown(answer, 0)).toBe(true);
  expect(saysUnknown(answer, 1)).toBe(false);
});

test.each([
  'The repair takes nine days.',
  'You do not have to pay.',
  'No, dogs travel for free.',
  'Sie zahlen nichts.',
  'No se paga nada.',
])('%s is an answer', (answer) => {
  expect(saysUnknown(answer, 0)).toBe(false);
});

test('a source is named by its item, title, file or address, and not by a part of one', () => {
  const passage = { itemId: 'a1', title: 'Our lamps', source: 'docs/lamps.pdf, page 3' };
  for (const name of ['a1', ' our LAMPS', 'lamps.pdf', 'docs/lamps.pdf', 'docs/lamps.pdf, page 3'])
    expect([name, sourceMatches(name, passage)]).toEqual([name, true]);
  for (const name of ['lamps', 's.pdf', 'a', 'docs', 'page 3'])
    expect([name, sourceMatches(name, passage)]).toEqual([name, false]);
  const page = { itemId: 'a2', title: 'Shop', source: 'https://example.org/shop/ > Lamps' };
  expect(sourceMatches('https://example.org/shop', page)).toBe(true);
  expect(sourceMatches('https://example.org', page)).toBe(false);
});

test('a sentence is supported by one passage that has most of its words', () => {
  const passages = [{ text: 'Repairs take nine days.' }, { text: 'The guarantee lasts two years.' }];
  const share = (answer: string) => groundedShare(answer, passages, 'en');
  expect(share('The repair takes nine days. The guarantee lasts two years.')).toBe(1);
  expect(share('The repair takes nine days. It costs forty euros.')).toBe(0.5);
  // Each half stands in another passage.
  expect(share('The repair lasts two days nine.')).toBe(0);
  expect(share('...')).toBeNull();
});

const nothing = { question: 'q', history: [], expected: null, expectedSource: null, expectsRefusal: false };
const given = {
  ...{ answer: 'It takes nine days [1].', refused: false, hasKnowledge: true, language: 'en' },
  ...{ cosine: 0.5, embeddingModel: 'all-MiniLM-L6-v2', citations: [], passages: [] },
};

test('an answer is scored by what was expected of it, and by nothing else', () => {
  expect(scoreAnswer(nothing, given)).toEqual({ ...unscored, grounded: 0 });
  // Two of its four words are the expected ones: F1 is 2·2/(4+2).
  expect(scoreAnswer({ ...nothing, expected: 'nine days' }, given)).toMatchObject({
    ...{ f1: 0.6667, cosine: 0.5, similarity: 0.5, contains: 1, refusal: 1, score: 1 },
  });
  expect(scoreAnswer({ ...nothing, expected: 'ten days' }, given)).toMatchObject({
    ...{ f1: 0.3333, contains: 0, score: 0.4167 },
  });
  // On the scale of a model by which unrelated texts have .76.
  const e5 = { ...given, cosine: 0.88, embeddingModel: 'multilingual-e5-small' };
  expect(scoreAnswer({ ...nothing, expected: 'ten days' }, e5)).toMatchObject({
    cosine: 0.88,
    similarity: 0.5,
  });
  expect(scoreAnswer({ ...nothing, expected: 'ten days' }, { ...given, cosine: null })).toMatchObject({
    ...{ cosine: null, similarity: null, score: 0.3333 },
  });
  const refused = { ...given, refused: true };
  expect(scoreAnswer({ ...nothing, expected: 'nine days' }, refused)).toMatchObject({ refusal: 0, score: 0 });
  expect(scoreAnswer({ ...nothing, expectsRefusal: true }, refused)).toMatchObject({ refusal: 1, score: 1 });
  expect(scoreAnswer({ ...nothing, expectsRefusal: true }, given)).toMatchObject({ refusal: 0, score: 0 });
  const passage = (itemId: string) => ({
    ...{ index: 1, itemId, chunkId: itemId },
    title: itemId,
    text: '',
    score: 1,
    source: itemId,
  });
  const sourced = { ...given, passages: ['a', 'b', 'b'].map(passage), citations: [passage('a')] };
  expect(scoreAnswer({ ...nothing, expectedSource: 'b' }, sourced)).toMatchObject({
    ...{ cited: 0, retrieved: 1, rank: 2, reciprocalRank: 0.5, score: 0 },
  });
  expect(scoreAnswer({ ...nothing, expectedSource: 'a', expected: 'nine days' }, sourced)).toMatchObject({
    ...{ cited: 1, rank: 1, score: 1 },
  });
  expect(scoreAnswer({ ...nothing, expectedSource: 'c' }, sourced)).toMatchObject({
    ...{ cited: 0, retrieved: 0, rank: null, reciprocalRank: 0 },
  });
});

test('intervals are those of the textbooks', () => {
  // Brown, Cai and DasGupta (2001) and every calculator since: 8 of 10.
  expect(shareWithInterval([1, 1, 1, 1, 1, 1, 1, 1, 0, 0])).toEqual({
    ...{ n: 10, mean: 0.8, low: 0.4902, high: 0.9433, method: 'wilson' },
  });
  expect(shareWithInterval([])).toBeNull();
  expect(meanWithInterval([0.4])).toEqual({ n: 1, mean: 0.4, low: null, high: null, method: 'bootstrap' });
  // Of many values it is near the normal one: 0.5 ± 1.96 · 0.2887 / √400.
  const values = Array.from({ length: 400 }, (_, n) => (n + 0.5) / 400);
  const { mean, low, high } = meanWithInterval(values)!;
  expect(mean).toBe(0.5);
  expect(low).toBeCloseTo(0.4717, 2);
  expect(high).toBeCloseTo(0.5283, 2);
  expect(meanWithInterval(values)).toEqual(meanWithInterval(values));
});

const scored = (score: number | null) => ({ ...unscored, score });

test('versions are compared by the questions that both answered', async () => {
  const pairs = [
    [0.9, 0.5],
    [0.5, 0.5],
    [0.2, 0.4],
    [1, 0.995],
    [null, 1],
  ].map(([a, b]) => [scored(a!), scored(b!)] as const);
  expect(pairs.map(changeOf)).toEqual(['better', 'same', 'worse', 'same', null]);
  const { differences, ...counts } = await compareSides(pairs);
  expect(counts).toEqual({ better: 1, same: 2, worse: 1 });
  expect(differences.score).toMatchObject({ n: 4, mean: 0.0513, method: 'bootstrap' });
  expect(differences.f1).toBeNull();
});

test('what is not known reaches no threshold', async () => {
  const side = { status: 'answered', scores: scored(0.7) } as never;
  const scores = await totalScores([side, side]);
  expect(missedBy(scores, { score: 0.7 })).toEqual([]);
  expect(missedBy(scores, { score: 0.71, cited: 0 })).toEqual([
    { metric: 'score', minimum: 0.71, mean: 0.7 },
    { metric: 'cited', minimum: 0, mean: null },
  ]);
});
