import { analysed, complements, definite, recentTurns } from './antecedents.js';
import { withComplements } from './phrases.js';
import type { Replacement } from './resolution.js';
import type { Scene } from './scene.js';
import type { Token } from './token.js';

/** A place of which was spoken: `in Zurich`, `at the office in Zurich`. */
export function placeAt({ text, tokens, known }: Scene, token: Token, index: number): Replacement | null {
  const before = tokens[index - 1];
  const next = tokens[index + 1];
  const isExistential =
    (before?.kind === 'auxiliary' &&
      next !== undefined &&
      !next.isCutBefore &&
      next.kind !== 'preposition' &&
      next.kind !== 'adverb') ||
    next?.kind === 'auxiliary';
  if (isExistential || text.slice(0, token.start).trim() === '') return null;
  for (const turn of recentTurns(known)) {
    const { phrases, text: question } = analysed(turn.question);
    const at = phrases.findIndex(
      ({ preposition, theme, isProper }) =>
        preposition &&
        ['in', 'at', 'to', 'from', 'near'].includes(preposition.lower) &&
        theme !== 'time' &&
        (theme === 'place' || isProper || preposition.lower !== 'to'),
    );
    const place = phrases[at];
    if (place?.preposition) {
      const where = withComplements(question, phrases, at, complements);
      const preposition =
        before?.kind === 'preposition'
          ? ''
          : `${place.preposition.lower === 'from' ? 'in' : place.preposition.lower} `;
      return {
        start: token.start,
        end: token.end,
        text: `${preposition}${definite(where)}`,
        value: definite(where),
        confidence: 0.8,
      };
    }
    const building = phrases.find(({ head, theme }) => places.test(head.lower) || theme === 'place');
    if (building) {
      const isName = building.theme === 'place' && !building.determiner;
      const preposition = before?.kind === 'preposition' ? '' : isName ? 'in ' : 'at ';
      return {
        start: token.start,
        end: token.end,
        text: `${preposition}${definite(building.text)}`,
        value: definite(building.text),
        confidence: 0.75,
      };
    }
  }
  return null;
}

const places =
  /^(?:office|shop|store|hotel|restaurant|canteen|pool|garage|museum|library|station|airport|building|branch|warehouse|gym|clinic|hospital|school|university|cafe|bar|beach|park|site|headquarters|room|lounge|spa|sauna|zoo|theatre|theater|cinema|market|centre|center)$/;
