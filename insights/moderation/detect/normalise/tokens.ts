import { visible } from './fold.js';
import { spellingsOf } from './spellings.js';

export interface Token {
  /** As it is seen. */
  text: string;
  /** Each a way to read it, folded; the plain one first. */
  spellings: string[];
  /** Put together from letters that stood apart. */
  isJoined: boolean;
  /** Characters around it make it a mention, a hashtag or a part of an address. */
  kind: 'word' | 'mention' | 'hashtag' | 'address' | 'emoji';
}

const address = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)|^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
const longestToken = 60;
/** Single letters with the same kind of gap between them: `f u c k`, `f.u.c.k`, `f-u-c-k`, `f_u_c_k`. */
const apart =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}@$!*](?:([ .\-_*~·•,/\\]{1,3})[\p{L}\p{N}@$!*](?![\p{L}\p{N}])){2,}/gu;
const gaps = /[ .\-_~·•,/\\]+/g;

const kindOf = (text: string): Token['kind'] => {
  if (address.test(text)) return 'address';
  if (/^@\w/.test(text)) return 'mention';
  if (/^#\p{L}/u.test(text)) return 'hashtag';
  return /^\p{Extended_Pictographic}/u.test(text) ? 'emoji' : 'word';
};

const tokenOf = (text: string, isJoined = false): Token => ({
  text,
  spellings: spellingsOf(text.slice(0, longestToken)),
  isJoined,
  kind: kindOf(text),
});

/** The words of a text as a reader sees them, letters that were put apart joined again. */
export function tokensOf(text: string): Token[] {
  const joined: string[] = [];
  const marked = visible(text).replace(apart, (letters) => {
    joined.push(letters.replace(gaps, ''));
    return ` \u0001${joined.length - 1}\u0001 `;
  });
  const tokens: Token[] = [];
  for (const piece of marked.split(/[\s\u2013\u2014"“”„«»]+|(?<=[\p{L}\p{N}])[,;:?/]+(?=[\p{L}\p{N}])/u)) {
    if (!piece) continue;
    const index = /^\u0001(\d+)\u0001$/.exec(piece)?.[1];
    if (index !== undefined) tokens.push(tokenOf(joined[Number(index)] ?? '', true));
    else if (address.test(piece)) tokens.push(tokenOf(piece));
    else for (const part of partsOf(piece)) tokens.push(tokenOf(part));
  }
  return tokens;
}

/** `dumb-ass` is read as a whole and in its parts; `it's` stays one. */
function partsOf(piece: string): string[] {
  const parts = piece.split(/[-_.…]+/).filter(Boolean);
  return parts.length > 1 && parts.some((part) => part.length > 1) ? [piece, ...parts] : [piece];
}
