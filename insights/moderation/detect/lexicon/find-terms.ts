import { RegExpMatcher, englishDataset, englishRecommendedTransformers } from 'obscenity';
import { createPauses } from '../../../text/pause.js';
import { fold } from '../normalise/fold.js';
import type { Token } from '../normalise/tokens.js';
import { innocentWords } from './benign.js';
import { lexicon, type Entry } from './lexicon.js';
import { isInnocent } from './shared-words.js';

export interface FoundTerm {
  entry: Entry;
  /** Where among the tokens. */
  position: number;
  length: number;
  /** It was written so that it should not be found. */
  isDisguised: boolean;
}

/** English words in spellings that no list has; what it finds alone counts less than a listed word. */
const obscenity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
/** Words of medicine and law that it knows too. */
const sober = new Set(
  (
    'anus penis vagina sex semen rape orgasm ejaculate anal incest masturbate bestiality felch tit boob hooker ' +
    'piss turd scat cum ass orgy hentai porn spastic retard arse'
  ).split(' '),
);

function unlisted(word: string): Pick<FoundTerm, 'entry' | 'isDisguised'> | null {
  const [match] = obscenity.getAllMatches(word);
  if (!match || lexicon.words.has(word)) return null;
  const { phraseMetadata } = englishDataset.getPayloadWithPhraseMetadata(match);
  const isSober = sober.has(phraseMetadata?.originalWord ?? '');
  const weight = isSober
    ? { profanity: 0.2, insult: 0, sexual: 0.2 }
    : { profanity: 0.65, insult: 0.4, sexual: 0.2 };
  return { entry: { term: word, languages: ['en'], hate: 0, ...weight }, isDisguised: false };
}
const shortestStemmed = 5;
const wildcard = /\*/;

/** The words and phrases of all lexicons in a text, however they are spelt. */
export async function findTerms(tokens: Token[], language: string | null): Promise<FoundTerm[]> {
  const found: FoundTerm[] = [];
  const pause = createPauses();
  for (const [position, token] of tokens.entries()) {
    await pause();
    if (token.kind === 'address' || token.kind === 'emoji') continue;
    const phrase = findPhrase(tokens, position);
    if (phrase) found.push(phrase);
    const word = findWord(token);
    if (word && !isInnocent(token, word.entry, language)) found.push({ ...word, position, length: 1 });
  }
  return found;
}

function findWord({ spellings, isJoined, kind }: Token): Pick<FoundTerm, 'entry' | 'isDisguised'> | null {
  const [plain = ''] = spellings;
  if (innocentWords.has(plain)) return null;
  for (const spelling of spellings) {
    const entry = lexicon.words.get(spelling) ?? masked(spelling);
    if (entry && !(isJoined && spelling.length < 3))
      return { entry, isDisguised: isJoined || spelling !== plain };
  }
  if (kind === 'mention') return null;
  for (const spelling of spellings) {
    if (spelling.length < shortestStemmed || innocentWords.has(spelling)) continue;
    const stem = lexicon.stems.find(([part]) => spelling.includes(part));
    if (stem) return { entry: stem[1], isDisguised: spelling !== plain };
  }
  return kind === 'word' && plain.length >= 4 ? unlisted(plain) : null;
}

/** Words that are written with stars in their middle: `f**k`, `sh*t`. */
function masked(spelling: string): Entry | undefined {
  if (!wildcard.test(spelling) || !/^\p{L}[\p{L}*]*\p{L}$/u.test(spelling) || spelling.length < 3)
    return undefined;
  const known = remembered.get(spelling);
  if (known !== undefined) return known ?? undefined;
  const pattern = new RegExp(
    `^${spelling.replaceAll(/\*+/g, (stars) => `\\p{L}{1,${stars.length + 1}}`)}$`,
    'u',
  );
  const candidates = maskable.filter((word) => pattern.test(word));
  const entry = candidates[0] === undefined ? null : (lexicon.words.get(candidates[0]) ?? null);
  if (remembered.size < 5_000) remembered.set(spelling, entry);
  return entry ?? undefined;
}
const remembered = new Map<string, Entry | null>();
/** Those that people star out; a pattern such as `w*rk` must not find just any word. */
const maskable = [
  ...[
    'fuck',
    'fucking',
    'fucker',
    'fucked',
    'fucks',
    'shit',
    'shitty',
    'bitch',
    'bitches',
    'cunt',
    'cunts',
    'dick',
    'cock',
  ],
  ...[
    'pussy',
    'asshole',
    'whore',
    'slut',
    'nigger',
    'niggers',
    'nigga',
    'faggot',
    'faggots',
    'fag',
    'retard',
    'bullshit',
  ],
  ...[
    'motherfucker',
    'scheisse',
    'arschloch',
    'ficken',
    'hurensohn',
    'putain',
    'merde',
    'salope',
    'puta',
    'mierda',
    'cazzo',
  ],
  ...['stronzo', 'merda', 'caralho', 'porra', 'cabron', 'joder', 'connard', 'encule'],
];

function findPhrase(tokens: Token[], position: number): FoundTerm | null {
  for (const first of tokens[position]?.spellings ?? []) {
    for (const { words, entry } of lexicon.phrases.get(first) ?? []) {
      const fits = words.every((word, offset) => tokens[position + offset]?.spellings.includes(word));
      if (fits) return { entry, position, length: words.length, isDisguised: false };
    }
  }
  return null;
}

/** An organisation's own words and phrases in a text, by whole words. */
export function findOwn(tokens: Token[], terms: readonly string[]): string[] {
  return terms.filter((term) => {
    const words = fold(term).split(/\s+/).filter(Boolean);
    if (words.length === 0) return false;
    return tokens.some((_, position) =>
      words.every((word, offset) => tokens[position + offset]?.spellings.includes(word)),
    );
  });
}
