/** What a word does in its sentence, as far as references need to know. */
export type Kind =
  | 'question'
  | 'auxiliary'
  | 'determiner'
  | 'possessive'
  | 'pronoun'
  | 'preposition'
  | 'conjunction'
  | 'noun'
  | 'adjective'
  | 'adverb'
  | 'verb'
  | 'number';

export type Theme = 'time' | 'place' | 'person' | null;

export interface Token {
  text: string;
  lower: string;
  /** In UTF-16 units of the text. */
  start: number;
  end: number;
  kind: Kind;
  theme: Theme;
  /** Written as a name: with a capital that its place in the sentence does not explain, or with digits. */
  isProper: boolean;
  isPlural: boolean;
  /** A comma, a full stop or the like stands before it. */
  isCutBefore: boolean;
}

const word = /[\p{L}\p{N}\p{M}]+(?:[-_.@/:'’&][\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text with their places. `split` takes contractions apart: `what's` is two words. */
export function wordsOf(
  text: string,
  split?: RegExp,
): Pick<Token, 'text' | 'lower' | 'start' | 'end' | 'isCutBefore'>[] {
  const words: Pick<Token, 'text' | 'lower' | 'start' | 'end' | 'isCutBefore'>[] = [];
  const add = (part: string, start: number) => {
    const gap = text.slice(words.at(-1)?.end ?? 0, start);
    words.push({
      text: part,
      lower: part.toLowerCase().replace(/’/g, "'"),
      start,
      end: start + part.length,
      isCutBefore: /[,.;:!?¿¡()[\]"“”\n]/.test(gap),
    });
  };
  for (const match of text.matchAll(word)) {
    const at = split ? match[0].search(split) : -1;
    if (at <= 0) add(match[0], match.index);
    else {
      add(match[0].slice(0, at), match.index);
      add(match[0].slice(at), match.index + at);
    }
  }
  return words;
}

export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
