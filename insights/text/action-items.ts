import type { Conversation, Unit } from './conversation.js';
import { createPauses } from './pause.js';
import { signalsOf, type SignalWords } from './signal-words.js';
import { isDecision, isQuestion } from './signals.js';

export interface ActionItem {
  task: string;
  /** Who does it; null when that was left open. */
  owner: string | null;
  /** Until when, in the words of the conversation; null when nothing was said. */
  due: string | null;
  messageId: string;
}

/** What people took on or were asked to do. Languages whose words are not known have none. */
export async function actionItems({
  units,
  turns,
  language,
  participants,
}: Conversation): Promise<ActionItem[]> {
  const signals = signalsOf(language);
  if (!signals) return [];
  const pause = createPauses();
  const items: ActionItem[] = [];
  for (const unit of units) {
    await pause();
    const { text, stems, turn } = unit;
    if (stems.length === 0 || text.split(/\s+/, fewestWords).length < fewestWords) continue;
    const owner = ownerOf(unit, { signals, language, participants });
    if (owner === undefined) continue;
    items.push({ task: text, owner, due: dueOf(text, signals), messageId: turns[turn]?.message.id ?? '' });
  }
  return items;
}

/** Of a sentence that says what is to be done. */
const fewestWords = 4;

interface Circle {
  signals: SignalWords;
  language: string;
  participants: string[];
}

/** Undefined when a sentence is no task. */
function ownerOf(unit: Unit, { signals, language, participants }: Circle): string | null | undefined {
  const { text, author, addressee } = unit;
  if (signals.promise.test(text) && !isQuestion(unit, language)) return author;
  const assigned = signals.assignment.exec(text)?.[1]?.replace(/^@/, '');
  const named = participants.find((name) => assigned !== undefined && isCalled(name, assigned));
  if (named && !isQuestion(unit, language)) return named;
  if (!signals.request.test(text) || isDecision(unit, language)) return undefined;
  return (
    calledIn(
      text,
      participants.filter((name) => name !== author),
    ) ?? addressee
  );
}

const isCalled = (name: string, by: string): boolean => {
  const [whole, called] = [name.toLowerCase(), by.toLowerCase()];
  return whole === called || whole.split(/\s+/).includes(called);
};

/** The first of the participants whom a text names. */
const calledIn = (text: string, participants: string[]): string | null =>
  participants.find((name) =>
    text.split(/[^\p{L}\p{N}#_-]+/u).some((word) => word !== '' && isCalled(name, word)),
  ) ?? null;

function dueOf(text: string, { due }: SignalWords): string | null {
  const found = due.exec(text);
  return found?.[1] ?? found?.[2] ?? null;
}
