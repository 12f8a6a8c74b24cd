import { activityRepository, type CountedTurn, type Span } from '../activity.repository.js';
import { emptySlot, slotOf, type BotKey, type Slot } from './slot.js';

export interface SummedUp {
  /** In order; those without anything are left out. */
  slots: Slot[];
  /** Since when some answer is being made, so that its slot is not complete. */
  openSince: Date | null;
}

/** Sums up what happened from a time to before another, whatever is stored already. */
export async function sumUp(bot: BotKey, span: Span): Promise<SummedUp> {
  const drafts = new Map<number, Draft>();
  const draftOf = (time: Date): Draft => {
    const start = slotOf(time);
    const draft = drafts.get(start.getTime()) ?? newDraft(start);
    drafts.set(start.getTime(), draft);
    return draft;
  };
  let openSince: Date | null = null;
  for await (const turn of activityRepository.turns(bot, span)) {
    if (turn.status === 'answering') openSince ??= turn.createdAt;
    addTurn(draftOf(turn.createdAt), turn);
  }
  for (const time of await activityRepository.sessionStarts(bot, span)) draftOf(time).slot.sessionsStarted++;
  for await (const { endedAt, messages, durationMs } of activityRepository.sessionEnds(bot, span)) {
    const { slot } = draftOf(endedAt);
    slot.sessionsEnded++;
    slot.sessionMessages += messages;
    slot.sessionMs += durationMs;
  }
  const users = new Set([...drafts.values()].flatMap(({ users }) => [...users]));
  const firsts = await activityRepository.firstMessages(bot, [...users]);
  for (const [user, first] of firsts)
    if (first >= span.from) drafts.get(slotOf(first).getTime())?.slot.newUsers.push(user);
  const slots = [...drafts.values()]
    .sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime())
    .map(finished);
  return { slots, openSince };
}

interface Draft {
  slot: Slot;
  users: Set<string>;
  languages: Map<string, number>;
  intents: Map<string, { count: number; confidence: number }>;
}

const newDraft = (start: Date): Draft => ({
  slot: emptySlot(start),
  users: new Set(),
  languages: new Map(),
  intents: new Map(),
});

function addTurn({ slot, users, languages, intents }: Draft, turn: CountedTurn): void {
  slot.received++;
  if (turn.userId !== null) users.add(turn.userId);
  const language = turn.language ?? '';
  languages.set(language, (languages.get(language) ?? 0) + 1);
  addIntent(slot, intents, turn.intent);
  if (turn.status === 'interrupted') slot.failed++;
  if (turn.status === 'answered') addAnswer(slot, turn);
}

function addAnswer(slot: Slot, { grounded, unanswered, latencyMs, usage = {} }: CountedTurn): void {
  slot.sent++;
  if (grounded) slot.grounded++;
  if (unanswered) slot.unanswered++;
  if (latencyMs !== null) slot.latencies.push(latencyMs);
  slot.tokens += usage.totalTokens ?? 0;
  slot.promptTokens += usage.promptTokens ?? 0;
  slot.completionTokens += usage.completionTokens ?? 0;
  if (typeof usage.costMicros === 'number') slot.costMicros += usage.costMicros;
  else slot.unpriced++;
}

function addIntent(slot: Slot, intents: Draft['intents'], intent: CountedTurn['intent'] = {}): void {
  const { name = null, confidence = null } = intent;
  if (confidence === null) slot.unclassified++;
  else if (name === null) slot.outOfScope++;
  else {
    const so = intents.get(name) ?? { count: 0, confidence: 0 };
    intents.set(name, {
      count: so.count + 1,
      confidence: so.confidence + Math.round(confidence * 10_000),
    });
  }
}

const finished = ({ slot, users, languages, intents }: Draft): Slot => ({
  ...slot,
  users: [...users],
  languages: [...languages].map(([language, count]) => ({ language, count })),
  intents: [...intents].map(([intent, so]) => ({ intent, ...so })),
});
