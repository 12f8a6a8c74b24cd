/**
 * A topic's weight grows with each mention towards 1 and halves every 30 days without one. All weights fade at the same
 * rate, so their order changes with mentions only: `log2(weight) + time / half-life` is the same at any time, and can be
 * indexed.
 */
const halfLifeMs = 30 * 24 * 3_600_000;
/** What of the distance to 1 a mention makes up. */
const gain = 0.3;
/** Weighs nothing any more. */
const faded = 0.01;

export const fadedWeight = ({ weight, lastMentionedAt }: Weighed, now = Date.now()): number =>
  weight * 2 ** (-Math.max(0, now - lastMentionedAt.getTime()) / halfLifeMs);

interface Weighed {
  weight: number;
  lastMentionedAt: Date;
}

/** The fields of a topic that follow from its weight at a time. */
export const weighed = (weight: number, at: Date) => {
  const bounded = Math.min(1, Math.max(faded / 10, weight));
  return {
    weight,
    rank: Math.log2(bounded) + at.getTime() / halfLifeMs,
    lastMentionedAt: at,
    // At least a day, also for what was given no weight at all.
    expiresAt: new Date(at.getTime() + Math.max(24 * 3_600_000, halfLifeMs * Math.log2(bounded / faded))),
  };
};

/** After one more mention. */
export const mentioned = (before: Weighed | null, at: Date): number =>
  1 - (1 - (before ? fadedWeight(before, at.getTime()) : 0)) * (1 - gain);
