import { expect, test } from '@jest/globals';
import { contextOf, leansOn } from './leans-on.js';

test.each([
  ['en', 'And on Sundays?'],
  ['en', 'What does the second one cost?'],
  ['en', 'Sorry, I was thinking of the other tariff.'],
  ['en', 'Why not?'],
  ['en', 'How long may I keep them at home?'],
  ['de', 'Und wie ist es mit Kindern unter sechs Jahren?'],
  ['de', 'Wie lange gilt er für Familien?'],
  ['fr', 'Et qu’en est-il de la livraison en Suisse ?'],
  ['es', '¿Y qué hay de los domingos en verano?'],
  ['pl', 'A w niedziele?'],
])('%s: %s leans on what was said', (language, question) => {
  expect(leansOn(question, language)).toBe(true);
});

test.each([
  ['en', 'How many bunks does the winter room of the hut have?'],
  ['en', 'What do I pay when a removable brace has gone missing?'],
  ['de', 'Wie lange gilt die Garantie für Waschmaschinen?'],
  ['fr', 'Combien coûte la livraison vers la Suisse ?'],
  ['pl', 'Ile kosztuje bilet miesięczny dla studentów?'],
])('%s: %s stands alone', (language, question) => {
  expect(leansOn(question, language)).toBe(false);
});

test('a question is looked for with the three before it', () => {
  const before = ['One?', 'Two?', 'Three?', 'Four?'];
  const leaning = { question: 'And on Sundays?', asWhole: 'Four on Sundays?' };
  expect(contextOf(leaning, { language: 'en', before })).toBe('Two? Three? Four? Four on Sundays?');
  expect(contextOf(leaning, { language: 'en', before: [] })).toBeNull();
  const question = 'How many bunks does the winter room of the hut have?';
  expect(contextOf({ question, asWhole: question }, { language: 'en', before })).toBeNull();
});
