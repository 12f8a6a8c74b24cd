import type { Conversation, Unit } from './conversation.js';
import { filterPausing } from './pause.js';
import { signalsOf } from './signal-words.js';

/** Question marks of all scripts. */
const questionMark = /[?？؟;՞]["'”’»)\s]*$/u;
const greekQuestion = /;["'”’»)\s]*$/u;

export function isQuestion({ text }: Pick<Unit, 'text'>, language: string): boolean {
  if (greekQuestion.test(text)) return language === 'el';
  return questionMark.test(text) || (signalsOf(language)?.question.test(text) ?? false);
}

/** An agreement, such as `Let’s go with the second plan.` */
export const isDecision = (unit: Pick<Unit, 'text'>, language: string): boolean =>
  (signalsOf(language)?.decision.test(unit.text) ?? false) && !isQuestion(unit, language);

/** Whether a text denies what it says: an odd number of negations. */
export function isNegated(text: string, language: string): boolean {
  const signals = signalsOf(language);
  if (!signals) return false;
  const found = text.match(new RegExp(signals.negation.source, 'giu'))?.length ?? 0;
  // French denies in two words.
  return language === 'fr' ? found > 0 : found % 2 === 1;
}

/** Turns after a question in which an answer is looked for. */
const sight = 4;

/** Agreements, in their order. */
export const decisions = ({ units, language }: Conversation): Promise<Unit[]> =>
  filterPausing(units, (unit) => isDecision(unit, language));

/** Questions to which nobody has answered: neither the next one to speak nor somebody who took up their words. */
export async function openQuestions({ units, language, turns }: Conversation): Promise<Unit[]> {
  const questions = await filterPausing(units, (unit) => unit.stems.length > 0 && isQuestion(unit, language));
  return filterPausing(questions, (question) => {
    if (question.turn === turns.length - 1) return true;
    const answers = answering(question, units).filter((unit) => !isQuestion(unit, language));
    const isTakenUp = ({ stems }: Unit): boolean => stems.some((stem) => question.stems.includes(stem));
    return !answers.some((unit) => unit.turn === question.turn + 1 || isTakenUp(unit));
  });
}

/** What others say soon after a question. */
function answering({ index, turn, author }: Unit, units: Unit[]): Unit[] {
  const following: Unit[] = [];
  for (let at = index + 1; at < units.length; at++) {
    const unit = units[at];
    if (!unit || unit.turn > turn + sight) break;
    if (unit.turn > turn && unit.author !== author) following.push(unit);
  }
  return following;
}
