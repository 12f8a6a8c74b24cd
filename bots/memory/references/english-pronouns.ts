import {
  analysed,
  latestEntity,
  personIn,
  pluralOf,
  recentTurns,
  singularOf,
  type Antecedent,
} from './antecedents.js';
import type { Known, PastTurn } from './past-turn.js';
import type { Replacement } from './resolution.js';
import { isNamedBefore, predicateAfter, replacing, type Scene } from './scene.js';
import type { Token } from './token.js';

const persons = new Set(['he', 'she', 'him', 'her', 'his', 'hers']);

const many = new Set(['they', 'them', 'their', 'those', 'these']);

const possessive = new Set(['its', 'their', 'his', 'her']);

export const isPronoun = (word: string): boolean =>
  word === 'it' || word === 'its' || persons.has(word) || many.has(word);

export function pronounAt(scene: Scene, token: Token, index: number): Replacement | null {
  const { tokens, known } = scene;
  const next = tokens[index + 1];
  const isPossessive =
    possessive.has(token.lower) &&
    next !== undefined &&
    !next.isCutBefore &&
    ['noun', 'adjective', 'number'].includes(next.kind);
  if (token.lower === 'it' && isExpletive(scene, index)) return null;
  if (isNamedBefore(scene, index)) return null;
  if (token.lower === 'it' && !isPossessive) {
    const event = eventFor(scene, index);
    if (event) return event;
  }
  const antecedent = antecedentOf(token.lower, predicateAfter(scene, index), known);
  if (!antecedent) return null;
  return replacing(token, isPossessive ? ownedBy(antecedent) : antecedent);
}

const ownedBy = (antecedent: Antecedent): Antecedent => ({
  ...antecedent,
  text: `${antecedent.text}${/s$/i.test(antecedent.text) && antecedent.isPlural ? '’' : '’s'}`.replace(
    '’',
    "'",
  ),
  ...(antecedent.inSearch === undefined
    ? {}
    : { inSearch: antecedent.inSearch === '' ? 'the' : `${antecedent.inSearch}'s` }),
});

/** `Is it possible to …`, `how long does it take to …`, `what time is it`: stands for nothing said before. */
function isExpletive({ text, tokens }: Scene, index: number): boolean {
  const token = tokens[index];
  if (!token) return true;
  const after = text.slice(token.end);
  const before = text.slice(0, token.start);
  return (
    /^(?:'s|\s+(?:is|was|be|would be))?\s*(?:not\s+)?(?:possible|necessary|allowed|permitted|true|ok|okay|safe|better|best|easy|hard|difficult|required|worth|legal|fine|enough|free|important|mandatory|normal|too late|me)\b.*\s(?:to|that|if|for\s+\S+\s+to)\s/i.test(
      `${after} `,
    ) ||
    /^\s+(?:take|takes|cost|costs|make sense)\b.*\sto\s+(?!the\b|a\b|an\b|my\b|your\b|\p{Lu})\p{Ll}/u.test(
      after,
    ) ||
    /\b(?:what time|how late) is\s*$/i.test(before) ||
    /^\s+(?:rain|snow|going)\b/i.test(after) ||
    /\b(?:how is|how's)\s*$/i.test(before)
  );
}

export function antecedentOf(pronoun: string, predicate: string[], known: Known): Antecedent | null {
  const isPerson = persons.has(pronoun);
  const turns = recentTurns(known);
  const named = latestEntity(known, { isPerson, after: turns[0]?.at });
  if (named && !many.has(pronoun)) return named;
  for (const [age, turn] of turns.entries()) {
    const found = inTurn(turn, { isPerson, isPlural: many.has(pronoun), predicate });
    if (found) return { ...found, confidence: found.confidence - age * 0.1 };
  }
  const remembered = latestEntity(known, { isPerson });
  if (remembered) return remembered;
  const [topic] = known.topics;
  return topic && turns.length === 0 && predicate.includes('about') && !isPerson && !many.has(pronoun)
    ? { text: topic, isPlural: false, isPerson: false, confidence: 0.5 }
    : null;
}

function inTurn(
  turn: PastTurn,
  { isPerson, isPlural, predicate }: { isPerson: boolean; isPlural: boolean; predicate: string[] },
): Antecedent | null {
  if (isPerson) return personIn(turn);
  const question = analysed(turn.question);
  return (isPlural ? pluralOf : singularOf)(question, turn.answer, predicate);
}

const askedOfEvents =
  /^(?:take|cost|costs|free|allowed|possible|permitted|legal|safe|necessary|worth|mandatory|required)$/;

/** What one gets by these is a thing that the next question may be about. */
const getting =
  /^(?:sell|have|offer|stock|provide|carry|know|recommend|support|make|produce|accept|include)$/;

const buying = /^(?:buy|order|purchase|get|choose|use)$/;

/** `Can I return a device?`, `How long does it take?`: to return a device. */
export function eventFor({ text, tokens, known }: Scene, index: number): Replacement | null {
  const [turn] = recentTurns(known);
  const word = tokens.slice(index + 1).find(({ lower }) => askedOfEvents.test(lower));
  if (!turn || !word) return null;
  const base = turn.question.replace(/[\s?.!]+$/, '');
  const [, verb, rest = ''] =
    /^(?:(?:how|where|when)\s+)?(?:can|could|do|may|should|will|would|must)\s+(?:i|you|we|one)\s+(\p{Ll}+)(\s.*)?$/iu.exec(
      base,
    ) ?? [];
  if (!verb || getting.test(verb) || verb === 'be' || verb === 'need') return null;
  if (buying.test(verb) && word.lower !== 'take') return null;
  const end = text.replace(/[\s?.!]+$/, '').length;
  const event = `${verb}${rest}`;
  return { start: end, end, text: ` to ${event}`, value: event, confidence: 0.75 };
}
