import { afterName, beforeVerb } from './agreement.js';

export interface Persons {
  speaker: string;
  /** Whom it is said to; null when nobody in particular. */
  addressee: string | null;
}

const contractions: [RegExp, string][] = [
  [/\b(I)['’]m\b/g, '$1 am'],
  [/\b(I|you|we|they)['’]ve\b/gi, '$1 have'],
  [/\b(I|you|he|she|it|we|they|that|there)['’]ll\b/gi, '$1 will'],
  [/\b(I|you|he|she|we|they)['’]d (better|rather)\b/gi, '$1 had $2'],
  [/\b(I|you|he|she|we|they)['’]d\b/gi, '$1 would'],
  [/\b(you|we|they)['’]re\b/gi, '$1 are'],
];

const spelledOut = (text: string): string =>
  contractions.reduce((spelled, [short, long]) => spelled.replace(short, long), text);

const possessive = (name: string): string => `${name}'s`;
const pieceOf = /[A-Za-z][A-Za-z'’]*|[^A-Za-z]+/g;
const isWord = (piece: string | undefined): piece is string => piece !== undefined && /^[A-Za-z]/.test(piece);
const lower = (piece: string | undefined): string => piece?.toLowerCase() ?? '';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
/** After these `you` is no subject. */
const governing = setOf(
  `to for with at by from of about on in like before after without behind between and or give tell show ask help let thank see
  wish send bring call remind hear want meet lend offer take make get wanted told gave asked kept keep owe promise expect need
  love miss invite pay love hate teach buy find`,
);
/** Before these neither. */
const following = setOf(
  `to for with in on at a an the and or that about from very so if when as too then again tomorrow today some any this these
  those my your our off out up down into one something anything everything all more`,
);
const helping = setOf('do does did can could will would shall should may might must');

/**
 * What somebody said in English, told by another: `I need my key` of Ann becomes `Ann needs Ann's key`. Who `you` are is said only
 * when there is somebody to say it of; the caller leaves out such sentences otherwise.
 */
export function inThirdPerson(text: string, { speaker, addressee }: Persons): string {
  const pieces: string[] = spelledOut(text).match(pieceOf) ?? [];
  const objects = namesOfObjects({ speaker, addressee });
  let previous = '';
  return pieces
    .map((piece, at) => {
      const before = previous;
      if (!isWord(piece)) {
        if (/[,.;:!?]/.test(piece)) previous = '';
        return piece;
      }
      previous = lower(piece);
      const subject =
        piece === 'I' ? speaker : lower(piece) === 'you' && isSubject(pieces, at, before) ? addressee : null;
      if (subject === null) return objects[lower(piece)] ?? piece;
      if (!helping.has(before)) agree(pieces, at + 1);
      return subject;
    })
    .join('');
}

function isSubject(pieces: string[], at: number, before: string): boolean {
  const gap = pieces[at + 1] ?? '';
  const next = lower(pieces.slice(at + 1).find(isWord));
  if (governing.has(before) || next === '' || /[,.;:!?]/.test(gap)) return false;
  return !(following.has(next) || (next.endsWith('ing') && before !== ''));
}

/** Lets the verb agree with a name that has become its subject. */
function agree(pieces: string[], from: number): void {
  for (let at = from; at < pieces.length; at++) {
    const piece = pieces[at] ?? '';
    if (/[,.;:!?]/.test(piece)) return;
    if (!isWord(piece) || beforeVerb.has(lower(piece))) continue;
    pieces[at] = afterName(piece.replace('’', "'"));
    return;
  }
}

const namesOfObjects = ({ speaker, addressee }: Persons): Record<string, string> => ({
  me: speaker,
  my: possessive(speaker),
  mine: possessive(speaker),
  myself: 'themselves',
  we: 'they',
  us: 'them',
  our: 'their',
  ours: 'theirs',
  ourselves: 'themselves',
  ...(addressee === null
    ? {}
    : { you: addressee, your: possessive(addressee), yours: possessive(addressee), yourself: 'themselves' }),
});
