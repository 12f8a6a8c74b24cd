import type { Conversation } from '../../text/conversation.js';

/**
 * Tokens of a text at most: OpenAI's and Anthropic's encodings take about four bytes of English a token, and hardly ever fewer
 * than two of anything.
 */
export const tokensAtMost = (text: string): number => Math.ceil(Buffer.byteLength(text) / 2.5);

/** A message a line, so that nobody can write in the name of another. */
export const linesOf = ({ turns }: Conversation): string[] =>
  turns.map(({ at, author, message }) => {
    const said = message.content.replace(/[\s\p{Cc}]+/gu, ' ').trim();
    return `[${at.toISOString().slice(0, 16)}Z] ${author}: ${said}`;
  });

/** Whole lines in as few parts as fit a number of tokens each; a line that is longer alone is cut. */
export function inParts(lines: string[], tokens: number): string[] {
  const parts: string[][] = [];
  let room = 0;
  for (const line of lines) {
    const kept = tokensAtMost(line) > tokens ? line.slice(0, Math.max(1, Math.floor(tokens / 2))) : line;
    const needed = tokensAtMost(kept) + 1;
    const part = parts.at(-1);
    if (part && needed <= room) {
      part.push(kept);
      room -= needed;
    } else {
      parts.push([kept]);
      room = tokens - needed;
    }
  }
  return parts.map((part) => part.join('\n'));
}
