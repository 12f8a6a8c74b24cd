import { expect, test } from '@jest/globals';
import { de } from './de.js';
import { en } from './en.js';
import { preferredLanguage } from './languages.js';

interface Tree {
  [key: string]: string | Tree;
}

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
  );
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!).sort();

const english = flat(en);
const german = new Map(flat(de));

test('both languages have the same keys, and none is empty', () => {
  expect([...german.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  for (const [key, text] of [...english, ...german]) expect([key, text.trim() !== '']).toEqual([key, true]);
});

test('a text has the same values to fill in in both', () => {
  for (const [key, text] of english)
    expect([key, placeholders(german.get(key)!)]).toEqual([key, placeholders(text)]);
});

/** Alike in both languages. */
const alike =
  /^(bots\.(title|name|status|version|published|create\.name|templates\.support\.name)|shell\.(bots|organization)|playground\.seconds)$/;

test('what is German is not English', () => {
  const untranslated = english.filter(([key, text]) => german.get(key) === text).map(([key]) => key);
  expect(untranslated.filter((key) => !alike.test(key))).toEqual([]);
});

test.each([
  ['de', ['en-US'], 'de'],
  [null, ['fr-FR', 'de-AT', 'en'], 'de'],
  [null, ['fr'], 'en'],
  ['tlh', ['de'], 'de'],
  [null, [], 'en'],
])('chosen %s, read %j: %s', (stored, ofReader, expected) => {
  expect(preferredLanguage(stored, ofReader)).toBe(expected);
});
