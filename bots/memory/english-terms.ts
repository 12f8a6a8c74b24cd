import type nlp from 'compromise/two';
import { createRequire } from 'node:module';

export interface EnglishTerm {
  text: string;
  /** What compromise takes it for, such as `Verb`, `Person` or `Plural`. */
  tags: string[];
  /** Where it stands in the text, in UTF-16 units. */
  offset: { start: number; length: number };
}

const require = createRequire(import.meta.url);
let tagger: typeof nlp | undefined;

/** The words of an English text with the tags of compromise's tagger, whose lexicon is read when it is first needed. */
export function englishTerms(text: string): EnglishTerm[] {
  tagger ??= require('compromise/two') as typeof nlp;
  const sentences = tagger(text).json({ offset: true, terms: { tags: true, offset: true } }) as {
    terms: EnglishTerm[];
  }[];
  return sentences.flatMap(({ terms }) => terms);
}
