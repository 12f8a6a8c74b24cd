import { analysed, definite, recentTurns } from './antecedents.js';
import { antecedentOf, eventFor } from './english-pronouns.js';
import { singular } from './listed-items.js';
import type { Phrase } from './phrases.js';
import type { Replacement } from './resolution.js';
import { isNamedBefore, predicateAfter, replacing, type Scene } from './scene.js';
import type { Token } from './token.js';

export function demonstrativeAt(scene: Scene, token: Token, index: number): Replacement | null {
  const { tokens, phrases, known } = scene;
  const next = tokens[index + 1];
  const isPlural = token.lower === 'these' || token.lower === 'those';
  const isFree = !next || next.isCutBefore;
  if (!isFree && (next.lower === 'one' || next.lower === 'ones')) {
    const antecedent = antecedentOf(isPlural ? 'they' : 'it', predicateAfter(scene, index + 1), known);
    return antecedent && replacing({ start: token.start, end: next.end }, antecedent);
  }
  const own = phrases.find(({ determiner }) => determiner === token);
  if (own) return sameNoun(scene, own);
  const before = tokens[index - 1];
  // `… that it is open`: joins two sentences.
  const joins =
    token.lower === 'that' &&
    before &&
    ['noun', 'adjective', 'verb'].includes(before.kind) &&
    !isFree &&
    next.kind !== 'preposition' &&
    next.kind !== 'adverb';
  const isBare =
    isFree || ['auxiliary', 'verb', 'preposition', 'adverb', 'adjective', 'conjunction'].includes(next.kind);
  if (joins || !isBare || isNamedBefore(scene, index)) return null;
  const event = isPlural ? null : eventFor(scene, index);
  if (event) return event;
  const antecedent = antecedentOf(isPlural ? 'they' : 'it', predicateAfter(scene, index), known);
  return antecedent && replacing(token, { ...antecedent, confidence: antecedent.confidence - 0.05 });
}

/** `that plan` is the plan of which was spoken. */
export function sameNoun({ known }: Scene, mention: Phrase): Replacement | null {
  for (const turn of recentTurns(known)) {
    for (const text of [turn.question, turn.answer.slice(0, 400)]) {
      const { phrases } = analysed(text);
      const named = phrases.filter(
        ({ head, modifiers, isAsked }) =>
          !isAsked &&
          singular(head.lower) === singular(mention.head.lower) &&
          modifiers.length > mention.modifiers.length,
      );
      const [only, other] = named;
      if (only && (!other || other.text.toLowerCase() === only.text.toLowerCase())) {
        return { ...mention, text: definite(only.text), value: only.text, confidence: 0.8 };
      }
      if (only) return null;
    }
  }
  const entity = known.entities.find(({ type }) => type.toLowerCase() === singular(mention.head.lower));
  return entity ? { ...mention, text: entity.value, value: entity.value, confidence: 0.75 } : null;
}
