/** A mention with what it refers to. */
export interface Replacement {
  start: number;
  end: number;
  /** What stands in its place, as part of the sentence. */
  text: string;
  /** What is referred to. */
  value: string;
  confidence: number;
  /** What stands in its place where the text is searched with. */
  inSearch?: string;
}

export interface Resolution {
  /** The text as it stands alone. */
  resolved: string;
  /** The same for a search: without values that stand in no document. */
  query: string;
  replacements: Replacement[];
}

/** The text with its mentions replaced; overlapping ones give way to the first. */
export function applied(text: string, replacements: Replacement[]): Resolution {
  const chosen: Replacement[] = [];
  for (const one of [...replacements].sort((a, b) => a.start - b.start)) {
    if (one.start >= (chosen.at(-1)?.end ?? 0)) chosen.push(one);
  }
  const write = (of: (one: Replacement) => string): string => {
    let at = 0;
    let result = '';
    for (const one of chosen) {
      const own = of(one);
      result +=
        text.slice(at, one.start) + (one.start === 0 ? own.charAt(0).toUpperCase() + own.slice(1) : own);
      at = one.end;
    }
    return (result + text.slice(at)).replace(/ {2,}/g, ' ');
  };
  return {
    resolved: write((one) => one.text),
    query: write((one) => one.inSearch ?? one.text),
    replacements: chosen,
  };
}
