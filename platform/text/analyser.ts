const stop = new Set(
  'a an the is are was of in on for to and or how what do does did i it my can be with which who why when where'.split(
    ' ',
  ),
);
export const analyse = (text: string, o: { query?: boolean } = {}): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((w) => !o.query || !stop.has(w));
