import type { Words } from './other-words.js';
import { wordsOf, type Kind, type Token } from './token.js';

const closed = [
  'question',
  'auxiliary',
  'determiner',
  'possessive',
  'preposition',
  'conjunction',
  'adverb',
  'pronoun',
  'verb',
] as const;

/** The words of a German, Spanish or French text. German writes its nouns with capitals; elsewhere they follow an article or a preposition. */
export function tagOther(text: string, words: Words, language: string): Token[] {
  const tokens = wordsOf(text, /(?<=^(?:l|d|qu))['’]/i).map((word, index): Token => {
    const isTime = words.time.has(word.lower);
    const own: Kind | undefined =
      isTime && !words.adverb.has(word.lower) ? 'noun' : closed.find((kind) => words[kind].has(word.lower));
    const isCapital = /^\p{Lu}/u.test(word.text);
    const kind: Kind =
      own ??
      (language === 'de' && !isCapital && !/\p{N}/u.test(word.text)
        ? 'verb'
        : /^\p{N}+$/u.test(word.text)
          ? 'number'
          : 'noun');
    return {
      ...word,
      kind,
      theme: isTime ? 'time' : null,
      isProper:
        kind === 'noun' &&
        !isTime &&
        (/\p{N}/u.test(word.text) || (language !== 'de' && isCapital && index > 0)),
      isPlural: false,
    };
  });
  for (const [index, token] of tokens.entries()) {
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (language === 'de') {
      // `die schnelle Lieferung`
      const isBeforeNoun =
        after?.kind === 'noun' &&
        before &&
        ['determiner', 'possessive', 'preposition', 'adjective'].includes(before.kind);
      if (token.kind === 'verb' && isBeforeNoun && !words.verb.has(token.lower)) token.kind = 'adjective';
    } else if (token.kind === 'noun' && before?.kind === 'question' && !token.isProper) token.kind = 'verb';
  }
  return tokens;
}
