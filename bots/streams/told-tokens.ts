import type { AnswerEvent } from './answer-streams.js';

/**
 * How an answer was cut into events, so that it can be told again with the same ids: the lengths of its tokens in
 * UTF-16 units, separated by spaces, with 0 for an event of another kind. `start` comes before, `citations` and the
 * last event after them.
 */
export interface ToldTokens {
  note(event: Pick<AnswerEvent, 'event' | 'data'>): void;
  lengths(): string;
}

const implied = new Set(['start', 'citations', 'done', 'error']);

export function createToldTokens(): ToldTokens {
  const lengths: number[] = [];
  return {
    note({ event, data }) {
      if (event === 'token') lengths.push((data as { text: string }).text.length);
      else if (!implied.has(event)) lengths.push(0);
    },
    lengths: () => lengths.join(' '),
  };
}

/** The tokens that an answer was told in, `null` for another event; the whole as one token when that is not known. */
export function tokensOf({ answer, told }: { answer: string; told: string | null }): (string | null)[] {
  const lengths = (told ?? '').split(' ').filter(Boolean).map(Number);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total !== answer.length) return answer === '' ? [] : [answer];
  let at = 0;
  return lengths.map((length) => (length === 0 ? null : answer.slice(at, (at += length))));
}
