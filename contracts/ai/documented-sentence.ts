const sentences = new Map<string, string | null>();

/**
 * A sentence that clients may know word by word: an answer shows it as it is, without the path of the field before it, and
 * with a code of its own where the reference names one.
 */
export function documented(sentence: string, code: string | null = null): string {
  sentences.set(sentence, code);
  return sentence;
}

export const isDocumented = (sentence: string): boolean => sentences.has(sentence);

export const codeOfDocumented = (sentence: string): string | null => sentences.get(sentence) ?? null;
