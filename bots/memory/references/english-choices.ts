import { analysed, recentTurns, subjectsOf } from './antecedents.js';
import { sameNoun } from './english-demonstratives.js';
import { listedItems, singular } from './listed-items.js';
import type { Known } from './past-turn.js';
import type { Phrase } from './phrases.js';
import type { Replacement } from './resolution.js';
import type { Scene } from './scene.js';
import type { Token } from './token.js';

/** `Is there one in Berlin?`, `a cheaper one`, `that one`. */
export function oneAt(scene: Scene, token: Token, index: number): Replacement | null {
  const { tokens, known } = scene;
  const before = tokens[index - 1];
  const next = tokens[index + 1];
  if (
    before?.lower === 'the' ||
    ['this', 'that', 'these', 'those', 'which', 'no'].includes(before?.lower ?? '')
  )
    return null;
  if (ordinal(before?.lower ?? '') !== null) return null;
  if (next && !next.isCutBefore && ['noun', 'adjective'].includes(next.kind)) return null;
  const subject = subjectPhrase(known);
  if (!subject) return null;
  const isQualified = before?.kind === 'adjective' || (before?.kind === 'noun' && !before.isCutBefore);
  const noun = token.lower === 'ones' ? subject.head.text : singular(subject.head.text);
  const kind = [
    ...subject.modifiers.filter(({ kind, isProper }) => kind === 'noun' && !isProper).map(({ text }) => text),
    noun,
  ].join(' ');
  const text = isQualified ? noun : `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind}`;
  return { start: token.start, end: token.end, text, value: kind, confidence: 0.75 };
}

function subjectPhrase(known: Known): Phrase | null {
  for (const turn of recentTurns(known)) {
    const [first] = subjectsOf(analysed(turn.question), turn.answer);
    if (first) return first.phrase;
  }
  return null;
}

const ordinals: Record<string, number> = {
  first: 0,
  '1st': 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
  fifth: 4,
  '5th': 4,
  sixth: 5,
  seventh: 6,
  eighth: 7,
  last: -1,
  latter: -1,
  former: 0,
};

const ordinal = (word: string): number | null =>
  Object.hasOwn(ordinals, word) ? (ordinals[word] ?? null) : null;

/** `the second one`, `option 2`, `both`: of what the last answers listed. */
export function listedAt(scene: Scene, token: Token, index: number): Replacement | null {
  const { tokens, phrases, known } = scene;
  const [next, after] = [tokens[index + 1], tokens[index + 2]];
  if (token.lower === 'both') {
    const list = lastList(known, 1);
    const end = next?.lower === 'of' && after?.lower === 'them' ? after.end : token.end;
    const isFree =
      !next ||
      next.isCutBefore ||
      ['auxiliary', 'verb', 'preposition'].includes(next.kind) ||
      end !== token.end;
    return list?.items.length === 2 && isFree
      ? { start: token.start, end, text: joined(list.items), value: joined(list.items), confidence: 0.8 }
      : null;
  }
  if (token.lower === 'option' || token.lower === 'number') {
    const numbers: Record<string, number> = { one: 0, two: 1, three: 2, four: 3, five: 4 };
    const wanted = next
      ? (numbers[next.lower] ?? (/^\d$/.test(next.lower) ? Number(next.lower) - 1 : null))
      : null;
    return next && wanted !== null
      ? itemOf(known, wanted, { start: token.start, end: next.end }, null)
      : null;
  }
  if (!next) return null;
  const wanted = ordinal(next.lower);
  if (wanted !== null) {
    const isAlone =
      !after ||
      after.isCutBefore ||
      !['noun', 'adjective', 'number'].includes(after.kind) ||
      after.lower === 'one';
    if (isAlone) {
      const takesOne = after && !after.isCutBefore && (after.lower === 'one' || after.lower === 'ones');
      return itemOf(known, wanted, { start: token.start, end: takesOne ? after.end : next.end }, null);
    }
    const list = lastList(known, wanted);
    const noun = singular(after.lower);
    const isOfList =
      list &&
      (list.noun === noun ||
        list.asked === noun ||
        ['option', 'choice', 'item', 'point', 'alternative'].includes(noun));
    const generic = ['option', 'choice', 'item', 'point', 'alternative'].includes(noun);
    return isOfList
      ? itemOf(known, wanted, { start: token.start, end: after.end }, generic ? null : after.lower)
      : null;
  }
  if (next.lower === 'other' && after && ['one', 'ones'].includes(after.lower))
    return otherOf(known, token, after);
  // `the plan` after `the premium plan`.
  const own = phrases.find(({ determiner }) => determiner === token);
  const isBare =
    own &&
    own.modifiers.length === 0 &&
    own.tokens.length === 2 &&
    !own.isPlural &&
    !phrases.some(
      ({ preposition, start }) =>
        preposition &&
        start > own.end &&
        preposition.start === own.end + 1 &&
        ['of', 'for', 'in'].includes(preposition.lower),
    );
  const last = recentTurns(known)[0];
  return isBare && last
    ? sameNoun({ ...scene, known: { ...known, history: [{ ...last, answer: '' }], entities: [] } }, own)
    : null;
}

const joined = (items: string[]): string => `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;

/** The last list that is long enough, from an answer or from a question with its alternatives. */
function lastList(known: Known, wanted: number) {
  for (const { question, answer } of recentTurns(known)) {
    const asked = analysed(question).phrases.find(({ isPlural, theme }) => isPlural && theme !== 'time');
    for (const list of [listedItems(answer), listedItems(question)]) {
      if (list.items.length > Math.max(1, wanted))
        return { ...list, asked: asked ? singular(asked.head.lower) : null };
    }
  }
  return null;
}

function itemOf(
  known: Known,
  wanted: number,
  span: { start: number; end: number },
  noun: string | null,
): Replacement | null {
  const list = lastList(known, wanted);
  const item = list?.items.at(wanted);
  if (!item || !list) return null;
  return { ...span, text: named(item, noun ?? list.noun ?? list.asked), value: item, confidence: 0.85 };
}

/** `Premium` of a list of plans is the Premium plan. */
function named(item: string, noun: string | null): string {
  const isName = !/\s/.test(item) && /^\p{Lu}/u.test(item) && !/\p{N}/u.test(item);
  const adds = noun !== null && isName && kinds.test(noun) && !item.toLowerCase().includes(noun);
  return adds ? `the ${item} ${noun}` : item;
}

const kinds =
  /^(?:plan|package|tier|option|edition|model|version|tariff|rate|ticket|office|branch|course|class|room|subscription|licence|license|programme|program|card|team)$/;

function otherOf(known: Known, token: Token, last: Token): Replacement | null {
  const list = lastList(known, 1);
  const spoken = recentTurns(known)[0]?.question.toLowerCase() ?? '';
  if (list?.items.length !== 2) return null;
  const others = list.items.filter((item) => !spoken.includes(item.toLowerCase()));
  const [other, ...more] = others;
  if (!other || more.length > 0) return null;
  return {
    start: token.start,
    end: last.end,
    text: named(other, list.noun ?? list.asked),
    value: other,
    confidence: 0.8,
  };
}
