import { expect, test } from '@jest/globals';
import { answerability } from './answerability.js';
import { cluesOf } from './clues.js';

const title = 'Karsk Viaduct';
const sentence =
  'The longest bridge of the line was finished in 1911 by the engineer Olga Brandt with twelve arches.';
const passage = `${sentence} The station of Nordhavn opened two years before, in 1909. It was closed in winter.`;

const clues = (question: string) => cluesOf({ question, sentence, passage, title });
const judge = (question: string) =>
  answerability({ question, sentence, passage, title, score: 0.9, meaning: 0.6 });

test.each([
  ['of another name', 'Which engineer finished the longest bridge in Dresden?', { unknownNames: 1 }],
  ['of a name elsewhere', 'Which engineer finished Nordhavn?', { unknownNames: 0, otherNames: 1 }],
  ['of a number elsewhere', 'Which bridge was finished in 1909?', { otherNumber: 1 }],
  ['with an opposite', 'Who finished the shortest bridge of the line?', { opposite: 1, turning: 1 }],
  ['with an opposite elsewhere', 'Which line opens in summer?', { opposite: 0, oppositeInPassage: 1 }],
  ['denied', 'Which bridge was not finished by Olga Brandt?', { negation: 1 }],
  ['for a number that is told', 'How many arches does the bridge have?', { counted: 1, lacksKind: 0 }],
  ['for another number', 'How many trains cross the bridge?', { counted: -1, lacksKind: 0 }],
  ['for a name', 'Who finished the bridge in 1911?', { lacksKind: 0, unknownNames: 0, otherNumber: 0 }],
])('a question %s is told by its words', (_, question, expected) => {
  expect(clues(question)).toMatchObject(expected);
});

test('what is asked about need not be named where the title names it', () => {
  expect(clues('When was the Karsk Viaduct finished?')).toMatchObject({ unknownNames: 0, otherNames: 0 });
});

test('words of several sentences are told from those of one', () => {
  expect(clues('Which engineer closed the station?').elsewhere).toBeGreaterThan(0.5);
  expect(clues('Which engineer finished the bridge?').elsewhere).toBe(0);
});

test.each([
  'Who finished the shortest bridge of the line?',
  'Which engineer never finished the longest bridge?',
  'Who finished the longest bridge of the line in 1909?',
  'Who finished the longest bridge of Ostland?',
])('%s is less likely answered than the same about what is said', (question) => {
  expect(judge(question)).toBeLessThan(judge('Who finished the longest bridge of the line?') - 0.1);
});

test('a passage that is hardly about the question answers it hardly', () => {
  const question = 'What do lamps cost?';
  const of = (score: number) => answerability({ question, sentence, passage, title, score, meaning: 0.1 });
  expect(of(0.2)).toBeLessThan(0.4);
  expect(of(0.05)).toBeLessThan(0.1);
  expect(of(0)).toBe(0);
});

test('a question of no words at all has a confidence, too', () => {
  const confidence = answerability({
    question: '?',
    sentence: '-',
    passage: '',
    title: '',
    score: 0,
    meaning: 0,
  });
  expect(confidence).toBeGreaterThanOrEqual(0);
  expect(confidence).toBeLessThan(1);
});
