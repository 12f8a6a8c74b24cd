import { fold } from '../normalise/fold.js';
import { english } from './english.words.js';
import { french } from './french.words.js';
import { german } from './german.words.js';
import { italian } from './italian.words.js';
import { portuguese } from './portuguese.words.js';
import { spanish } from './spanish.words.js';
import { weights, type Weight, type WordLists } from './lexicon.types.js';

export interface Entry extends Weight {
  term: string;
  languages: string[];
}

type Kind = keyof typeof weights;
const kinds = Object.keys(weights) as Kind[];

export interface Lexicon {
  /** By spelling; a phrase is found by its first word. */
  words: Map<string, Entry>;
  phrases: Map<string, { words: string[]; entry: Entry }[]>;
  stems: [stem: string, entry: Entry][];
}

/** Takes the stronger of two when languages share a spelling. */
const stronger = (a: Entry | undefined, b: Entry): Entry =>
  !a
    ? b
    : {
        term: a.term,
        languages: [...new Set([...a.languages, ...b.languages])],
        profanity: Math.max(a.profanity, b.profanity),
        hate: Math.max(a.hate, b.hate),
        insult: Math.max(a.insult, b.insult),
        sexual: Math.max(a.sexual, b.sexual),
      };

function build(lists: WordLists[]): Lexicon {
  const lexicon: Lexicon = { words: new Map(), phrases: new Map(), stems: [] };
  for (const list of lists)
    for (const kind of kinds)
      for (const written of (list[kind] ?? '').split(' ').filter(Boolean)) {
        const words = fold(written).split('_');
        const [first = ''] = words;
        const entry = { ...weights[kind], term: words.join(' '), languages: [list.language] };
        if (words.length === 1) lexicon.words.set(first, stronger(lexicon.words.get(first), entry));
        else lexicon.phrases.set(first, [...(lexicon.phrases.get(first) ?? []), { words, entry }]);
      }
  for (const { language, stems = '' } of lists)
    for (const stem of stems.split(' ').map(fold)) {
      const known = lexicon.words.get(stem);
      lexicon.stems.push([stem, known ?? { ...weights.strong, term: stem, languages: [language] }]);
    }
  return lexicon;
}

export const lexicon = build([english, german, french, spanish, italian, portuguese]);
