import type { Conversation, Unit } from '../../text/conversation.js';
import { createPauses } from '../../text/pause.js';
import { isNegated, isQuestion } from '../../text/signals.js';
import { tellUnit } from '../local/tell-unit.js';
import { namesIn, numbersIn } from './details.js';

/** A sentence of the conversation, as something that a summary may rest on. */
export interface Ground {
  unit: Unit;
  stems: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  /** In the order in which they come when it is told. */
  names: string[];
  isNegated: boolean;
  isQuestion: boolean;
}

export interface Evidence {
  language: string;
  participants: string[];
  grounds: Ground[];
  /** Where each stem is spoken of. */
  byStem: ReadonlyMap<string, Ground[]>;
  /** What there is to cover, and how much each of it weighs. */
  weights: Map<string, number>;
  /** Everything that is said, in which unknown names and numbers are looked for. */
  numbers: ReadonlySet<string>;
  names: ReadonlySet<string>;
}

/** Sentences that are looked at; further ones of a very long conversation change hardly anything. */
const mostGrounds = 20_000;

export async function createEvidence(conversation: Conversation): Promise<Evidence> {
  const { units, language, participants } = conversation;
  const pause = createPauses();
  const grounds: Ground[] = [];
  const byStem = new Map<string, Ground[]>();
  const counts = new Map<string, number>();
  const numbers = new Set<string>();
  const names = new Set(participants.flatMap((name) => namesIn(name, participants)));
  for (const unit of units.slice(0, mostGrounds)) {
    const told = tellUnit(unit, language);
    const ground = {
      unit,
      stems: new Set(unit.stems),
      numbers: new Set(numbersIn(unit.text, language)),
      names: namesIn(told, participants),
      isNegated: isNegated(unit.text, language),
      isQuestion: isQuestion(unit, language),
    };
    grounds.push(ground);
    for (const stem of ground.stems) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
      const known = byStem.get(stem);
      if (known) known.push(ground);
      else byStem.set(stem, [ground]);
    }
    for (const number of ground.numbers) numbers.add(number);
    for (const name of ground.names) names.add(name);
    await pause();
  }
  const weights = new Map([...counts].map(([stem, count]) => [stem, 1 + Math.log(count)]));
  return { language, participants, grounds, byStem, weights, numbers, names };
}
