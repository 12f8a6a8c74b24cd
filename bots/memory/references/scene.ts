import type { Analysis, Antecedent } from './antecedents.js';
import type { Known } from './past-turn.js';
import type { Replacement } from './resolution.js';

export interface Scene extends Analysis {
  known: Known;
}

/** The words after a mention, which tell what can be said of it. */
export const predicateAfter = ({ tokens }: Scene, index: number): string[] =>
  [...tokens.slice(index + 1), ...tokens.slice(Math.max(0, index - 2), index)].map(({ lower }) => lower);

export const replacing = (
  token: { start: number; end: number },
  { text, confidence, inSearch }: Antecedent,
): Replacement => ({
  start: token.start,
  end: token.end,
  text,
  value: text.replace(/^the\s+/i, '').replace(/'s?$/, ''),
  confidence,
  ...(inSearch === undefined ? {} : { inSearch }),
});

/** In `if the pump breaks, can I return it?` the message itself says what is meant. */
export function isNamedBefore({ phrases, tokens }: Scene, index: number): boolean {
  const token = tokens[index];
  return phrases.some(
    (phrase) =>
      token !== undefined &&
      phrase.end <= token.start &&
      phrase.theme !== 'time' &&
      !phrase.isAsked &&
      (phrase.determiner !== null || phrase.isProper) &&
      phrase.determiner?.lower !== 'that' &&
      phrase.determiner?.lower !== 'this',
  );
}
