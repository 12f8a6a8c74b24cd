/** What was said before, as references see it. */
export interface PastTurn {
  /** As it stood alone, where it was resolved. */
  question: string;
  answer: string;
  /** Of cited documents. */
  titles: string[];
  at: Date;
}

export interface KnownEntity {
  id: string;
  type: string;
  value: string;
  lastMentionedAt: Date;
}

/** All that a message may refer to. */
export interface Known {
  /** Of the message, as a primary tag. */
  language: string;
  /** Oldest first. */
  history: PastTurn[];
  /** Those mentioned last first. */
  entities: KnownEntity[];
  /** The heaviest first. */
  topics: string[];
  /** The end user's context. */
  data: Record<string, unknown>;
}
