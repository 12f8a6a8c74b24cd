/** The words of a text: letters and figures, in small letters. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** How well texts fit a question: Okapi BM25 with the usual k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009). */
export function bm25(texts: readonly string[]): (question: string) => number[] {
  const documents = texts.map(wordsOf);
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  const counts = documents.map((words) => {
    const count = new Map<string, number>();
    for (const word of words) count.set(word, (count.get(word) ?? 0) + 1);
    return count;
  });
  const inDocuments = new Map<string, number>();
  for (const word of counts.flatMap((count) => [...count.keys()]))
    inDocuments.set(word, (inDocuments.get(word) ?? 0) + 1);
  const weightOf = (word: string): number => {
    const having = inDocuments.get(word) ?? 0;
    return Math.log(1 + (texts.length - having + 0.5) / (having + 0.5));
  };
  return (question) => {
    const asked = [...new Set(wordsOf(question))];
    return counts.map((count, at) => {
      const length = 1 - 0.75 + (0.75 * (documents[at]?.length ?? 0)) / mean;
      return asked.reduce((sum, word) => {
        const times = count.get(word) ?? 0;
        return sum + (weightOf(word) * times * 2.2) / (times + 1.2 * length);
      }, 0);
    });
  };
}

/** The places of the values, the greatest first. */
export const ranked = (values: readonly number[]): number[] =>
  values.map((_, at) => at).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
