import { visible } from '../normalise/fold.js';

/** Longer pieces blur what is said in them. */
const longest = 280;
/** Of a long text the beginning, the end and pieces between them are compared. */
export const mostSegments = 24;

/** The pieces of a text that are compared with anchors, and whether these are all. */
export function segmentsOf(text: string): { segments: string[]; isWhole: boolean } {
  const sentences = visible(text)
    .replace(/https?:\/\/\S+|@\w+/gi, ' ')
    .split(/(?<=[.!?\n])\s+|\n+/)
    .flatMap((sentence) => piecesOf(sentence.replace(/\s+/g, ' ').trim()))
    .filter((sentence) => /\p{L}{2}/u.test(sentence));
  if (sentences.length <= mostSegments) return { segments: sentences, isWhole: true };
  const step = (sentences.length - 1) / (mostSegments - 1);
  const segments = Array.from(
    { length: mostSegments },
    (_, index) => sentences[Math.round(index * step)] ?? '',
  );
  return { segments, isWhole: false };
}

function piecesOf(sentence: string): string[] {
  if (sentence.length <= longest) return sentence ? [sentence] : [];
  const pieces: string[] = [];
  for (let start = 0; start < sentence.length; start += longest)
    pieces.push(sentence.slice(start, start + longest));
  return pieces;
}
