const words = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;

const wordsOf = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(words) ?? [];

/**
 * How much of the expected words an answer has, and how few others: their F1, 0..1, as SQuAD measures answers
 * (Rajpurkar et al., 2016). Characters count as words where a script has no spaces.
 */
export function answerLikeness(answer: string, expected: string): number {
  const [said, wanted] = [wordsOf(answer), wordsOf(expected)];
  if (said.length === 0 || wanted.length === 0) return said.length === wanted.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of said) {
    const more = left.get(word) ?? 0;
    if (more === 0) continue;
    common++;
    left.set(word, more - 1);
  }
  return (2 * common) / (said.length + wanted.length);
}
