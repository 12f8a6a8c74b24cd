export interface Span {
  start: number;
  end: number;
}

/**
 * Where a passage says what an answer took from it: the words before the mark `[index]`, if they stand in the passage as they
 * are. An answer that puts things in other words has none, and the passage stands for itself.
 */
export function citedSpans(answer: string, index: number, passage: string): Span[] {
  const marks = [...answer.matchAll(/\[\d{1,3}\]/g)];
  const spans = marks.flatMap((match, place): Span[] => {
    if (match[0] !== `[${index}]`) return [];
    const former = marks[place - 1];
    const from = former ? former.index + former[0].length : 0;
    const said = answer.slice(from, match.index).trim();
    const start = said.length >= shortest ? passage.indexOf(said) : -1;
    return start < 0 ? [] : [{ start, end: start + said.length }];
  });
  return spans
    .sort((a, b) => a.start - b.start)
    .filter(({ start }, place, all) => place === 0 || start >= (all[place - 1]?.end ?? 0));
}

/** Fewer letters stand in many places by chance. */
const shortest = 8;
