export const splitSentences = (text: string): { text: string; start: number; end: number }[] =>
  text
    .split(/(?<=[.!?])\s+|\n/)
    .filter(Boolean)
    .map((t) => ({ text: t, start: 0, end: 0 }));
