import { expect, test } from '@jest/globals';
import { confidenceOf } from './confidence-of.js';

const passage = {
  ...{ index: 1, itemId: 'item', chunkId: 'chunk', title: 'Returns', score: 0.8 },
  text: 'A lamp may be returned within thirty days. Bulbs may not.',
};
const evidence = { question: 'Within how many days may a lamp be returned?', passages: [passage] };
const chosen = [
  { text: 'A lamp may be returned within thirty days.', index: 1, fit: 0.8, meaning: 0.7 },
  { text: 'Bulbs may not.', index: 1, fit: 0.4, meaning: 0.3 },
];
const given = { evidence, language: 'en', model: 'all-MiniLM-L6-v2' };

test('the best of the quoted sentences is judged, wherever it stands', () => {
  const { confidence } = confidenceOf(chosen, given);
  expect(confidence).toBeGreaterThan(0.5);
  expect(confidenceOf(chosen.toReversed(), given)).toEqual({ confidence });
});

test.each([
  ['in another language', { ...given, language: 'de' }],
  [
    'about documents in another language',
    { ...given, evidence: { question: 'Q?', passages: [{ ...passage, language: 'fr-CH' }] } },
  ],
  ['by another model', { ...given, model: 'multilingual-e5-small' }],
  ['that leans on others', { ...given, evidence: { ...evidence, context: 'What of lamps?' } }],
  ['without evidence', { ...given, evidence: undefined }],
])('a question %s is judged by its passages alone', (_, left) => {
  expect(confidenceOf(chosen, left)).toEqual({});
});

test('what was chosen without vectors, or not at all, is not judged', () => {
  expect(confidenceOf([], given)).toEqual({});
  expect(
    confidenceOf(
      chosen.map((one) => ({ ...one, meaning: null })),
      given,
    ),
  ).toEqual({});
});
