/** A sentence with its place in the text, in UTF-16 units, without the white space around it. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Ends of a segment that are no ends of a sentence: abbreviations, initials, and a number before its unit. */
const abbreviation =
  /(?:^|[\s("'])(?:e\.g|i\.e|cf|etc|vs|approx|resp|incl|no|nos|vol|fig|figs|eq|p|pp|ch|sec|ed|eds|al|mr|mrs|ms|dr|prof|st|jr|sr|inc|ltd|co|corp|dept|z\.B|bzw|ca|Nr|Abs|\p{Lu})\.\s*$/iu;
const fence = /^ {0,3}(```+|~~~+).*$/;
const itemOrHeading = /^\s*(?:[-*+•]\s|\d+[.)]\s|#{1,6}\s)/;

/**
 * Sentences of a text. Headings, list items and lines between blank lines end where their line ends; a fenced block of
 * code is one unit. Abbreviations, decimals and file names do not end a sentence (Unicode UAX #29 with repairs).
 */
export function splitSentences(text: string): Sentence[] {
  return blocksOf(text).flatMap(({ start, end, isCode }) =>
    isCode ? trimmed(text, start, end) : sentencesOf(text, start, end),
  );
}

interface Span {
  start: number;
  end: number;
  isCode: boolean;
}

/** Stretches of lines that belong together. */
function blocksOf(text: string): Span[] {
  const blocks: Span[] = [];
  let open: Span | null = null;
  let fenceMark: string | null = null;
  let position = 0;
  const close = (): void => {
    if (open) blocks.push(open);
    open = null;
  };
  for (const line of text.split('\n')) {
    const end = position + line.length;
    const mark = fence.exec(line)?.[1]?.slice(0, 3);
    if (fenceMark !== null) {
      if (open) (open).end = end;
      if (mark === fenceMark) {
        fenceMark = null;
        close();
      }
    } else if (mark) {
      close();
      fenceMark = mark;
      open = { start: position, end, isCode: true };
    } else if (line.trim() === '') close();
    else if (itemOrHeading.test(line)) {
      close();
      open = { start: position, end, isCode: false };
      if (/^\s*#/.test(line)) close();
    } else if (open) (open).end = end;
    else open = { start: position, end, isCode: false };
    position = end + 1;
  }
  close();
  return blocks;
}

function sentencesOf(text: string, start: number, end: number): Sentence[] {
  const block = text.slice(start, end);
  const sentences: Sentence[] = [];
  let from = 0;
  for (const { segment, index } of segmenter.segment(block)) {
    const to = index + segment.length;
    const isLast = to === block.length;
    if (!isLast && !endsSentence(block.slice(from, to), block.slice(to))) continue;
    sentences.push(...trimmed(text, start + from, start + to));
    from = to;
  }
  return sentences;
}

/** A line break alone is layout; a full stop needs a beginning after it. */
function endsSentence(sentence: string, rest: string): boolean {
  if (/[^.!?…。！？:"'”’)\]\s]\s*\n\s*$/u.test(sentence)) return false;
  if (abbreviation.test(sentence)) return false;
  return !/^\s*\p{Ll}/u.test(rest) || /[!?。！？]["'”’)\]]*\s*$/u.test(sentence);
}

function trimmed(text: string, start: number, end: number): Sentence[] {
  const raw = text.slice(start, end);
  const content = raw.trim();
  if (content === '') return [];
  const from = start + raw.indexOf(content);
  return [{ text: content, start: from, end: from + content.length }];
}
