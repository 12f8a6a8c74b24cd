import type nlp from 'compromise/two';
import { createRequire } from 'node:module';
import { Remembered } from '../../platform/remembered.js';

export interface EnglishTerm {
  text: string;
  /** What compromise takes it for, such as `Verb`, `Person` or `Plural`. */
  tags: string[];
  /** Where it stands in the text, in UTF-16 units. */
  offset: { start: number; length: number };
}

const require = createRequire(import.meta.url);
let tagger: typeof nlp | undefined;
/** A message is looked at in several ways, and again with each that follows it: tagging is most of what that costs. */
const tagged = new Remembered<readonly EnglishTerm[]>(4_000_000);

/** The words of an English text with the tags that lexicon and endings give them; compromise reads its lexicon when first asked. */
export function englishTerms(text: string): readonly EnglishTerm[] {
  const known = tagged.get(text);
  if (known) return known;
  const terms = termsOf(compromise().tokenize(text).compute(['lexicon', 'preTagger']));
  tagged.set(text, terms);
  return terms;
}

/** The same with the tags of compromise's patterns, which know people and places, but take three times as long. */
export const englishNames = (text: string): readonly EnglishTerm[] => termsOf(compromise()(text));

function compromise(): typeof nlp {
  tagger ??= require('compromise/two') as typeof nlp;
  return tagger;
}

function termsOf(view: Pick<ReturnType<typeof nlp>, 'json'>): EnglishTerm[] {
  const sentences = view.json({ offset: true, terms: { tags: true, offset: true } }) as {
    terms: EnglishTerm[];
  }[];
  return sentences.flatMap(({ terms }) => terms);
}
