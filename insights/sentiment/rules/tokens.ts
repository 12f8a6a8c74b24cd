import { emojiPattern } from '../lexicon/emojis.js';

export interface Token {
  /** As it was written. */
  text: string;
  /** How it is looked up. */
  word: string;
  kind: 'word' | 'emoticon' | 'emoji';
  /** Whether a clause ends before it. */
  startsClause: boolean;
  isCapitals: boolean;
  isTitle: boolean;
}

// No part of it can match the same characters in two ways, and what stands before an @ has a length: it stays linear.
const address = /https?:\/\/\S+|[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+|@[\p{L}\p{N}_]+/gu;
const emoticon =
  /(?<![\p{L}\p{N}])(?:[<>]?[:;=8xX][-'^o]?[()[\]{}DdPpOo/\\|@*3c]|[()[\]dD][-']?[:;=]|<3+|<\/3|\^_+\^|-_+-|[oO][._][oO]|[xX]D+|[tT]_[tT]|D:)(?![\p{L}\p{N}])/gu;
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;
const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Longer texts are looked at from their beginning: feelings are not spread so thin. */
const enough = 8_000;

/** Words, emoticons and emojis in their order. Addresses and names of people are left out; `#great` is a word. */
export function tokensOf(message: string): Token[] {
  const text = message
    .slice(0, enough)
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .replace(address, (found) => ' '.repeat(found.length));
  const places: { start: number; text: string; kind: Token['kind'] }[] = [];
  let rest = text;
  for (const [kind, pattern] of [
    ['emoticon', emoticon],
    ['emoji', emojiPattern],
    ['word', word],
  ] as const) {
    for (const match of rest.matchAll(pattern)) places.push({ start: match.index, text: match[0], kind });
    if (kind !== 'word') rest = rest.replace(pattern, (found) => ' '.repeat(found.length));
  }
  places.sort((a, b) => a.start - b.start);
  let end = 0;
  return places.map(({ start, text: written, kind }) => {
    const startsClause = /[.!?;:,\n—]/.test(text.slice(end, start));
    end = start + written.length;
    const letters = written.replace(/[^\p{L}]/gu, '');
    return {
      ...{ text: written, kind, startsClause },
      word: kind === 'word' ? written.toLowerCase().replace(/’/g, "'") : written.toLowerCase(),
      isCapitals:
        kind === 'word' &&
        letters.length > 1 &&
        letters === letters.toUpperCase() &&
        letters !== letters.toLowerCase(),
      isTitle:
        kind === 'word' &&
        /^\p{Lu}[\p{Ll}'’-]/u.test(written) &&
        start > 0 &&
        !/(?:^|[.!?:"“(\n…]\s*|[.!?]["”)]\s*)$/.test(text.slice(0, start)),
    };
  });
}

/** Letters that are held: `soooo goood` is `so good`, and stronger. */
export const shortened = (written: string): string[] =>
  /(\p{L})\1{2,}/u.test(written)
    ? [written.replace(/(\p{L})\1{2,}/gu, '$1$1'), written.replace(/(\p{L})\1+/gu, '$1')]
    : [];
