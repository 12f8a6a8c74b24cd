/** What is summed up once: a quarter of an hour, which every bucket of every time zone consists of. */
export const slotMs = 15 * 60_000;

export const slotOf = (time: Date): Date => new Date(time.getTime() - (time.getTime() % slotMs));
export const slotFrom = (time: Date): Date => slotOf(new Date(time.getTime() + slotMs - 1));

/** Whose figures they are. */
export interface BotKey {
  organizationId: string;
  chatbotId: string;
}

/** The figures of a quarter of an hour, or of the part of it that was asked for. */
export interface Slot {
  start: Date;
  received: number;
  sent: number;
  failed: number;
  grounded: number;
  unanswered: number;
  tokens: number;
  promptTokens: number;
  completionTokens: number;
  costMicros: number;
  /** Answers whose cost is not known. */
  unpriced: number;
  /** Milliseconds, one for each answer, in no order. */
  latencies: number[];
  /** Of messages; an empty tag for those that do not tell. */
  languages: { language: string; count: number }[];
  /** Confidences are in ten-thousandths, as sums of fractions depend on their order. */
  intents: { intent: string; count: number; confidence: number }[];
  outOfScope: number;
  unclassified: number;
  /** End users who wrote. */
  users: string[];
  /** Those among them whose very first message this was. */
  newUsers: string[];
  sessionsStarted: number;
  sessionsEnded: number;
  /** Of the sessions that ended. */
  sessionMessages: number;
  sessionMs: number;
}

export const emptySlot = (start: Date): Slot => ({
  start,
  received: 0,
  sent: 0,
  failed: 0,
  grounded: 0,
  unanswered: 0,
  tokens: 0,
  promptTokens: 0,
  completionTokens: 0,
  costMicros: 0,
  unpriced: 0,
  latencies: [],
  languages: [],
  intents: [],
  outOfScope: 0,
  unclassified: 0,
  users: [],
  newUsers: [],
  sessionsStarted: 0,
  sessionsEnded: 0,
  sessionMessages: 0,
  sessionMs: 0,
});
