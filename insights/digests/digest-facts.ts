import type { Digest, DigestPeriod } from '../../contracts/ai/digest.contract.js';
import type { Conversation } from '../text/conversation.js';
import { firstWords } from '../summaries/words-count.js';

/** The day, the week from Monday, or the month of the last message, in UTC. */
export function periodOf({ turns }: Pick<Conversation, 'turns'>, kind: DigestPeriod): Digest['period'] {
  const last = turns.at(-1)?.at ?? new Date(0);
  const [year, month, date] = [last.getUTCFullYear(), last.getUTCMonth(), last.getUTCDate()];
  const weekday = (last.getUTCDay() + 6) % 7;
  const [start, next] = {
    daily: [Date.UTC(year, month, date), Date.UTC(year, month, date + 1)],
    weekly: [Date.UTC(year, month, date - weekday), Date.UTC(year, month, date - weekday + 7)],
    monthly: [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)],
  }[kind] as [number, number];
  const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
  return { start: iso(start), end: iso(next - 1_000) };
}

/** Exact counts; null where the messages do not tell. */
export function statsOf({ turns }: Pick<Conversation, 'turns'>): NonNullable<Digest['stats']> {
  const messages = turns.map(({ message }) => message);
  const threads = messages.flatMap(({ thread_id }) => thread_id ?? []);
  const reactions = messages.flatMap((message) => message.reactions ?? null);
  const known = messages.some((message) => message.reactions !== undefined);
  return {
    totalMessages: messages.length,
    activeUsers: new Set(messages.map(({ author_id }) => author_id)).size,
    threadsStarted: threads.length === 0 ? null : new Set(threads).size,
    reactions: known ? reactions.reduce((sum, reaction) => sum + (reaction?.count ?? 0), 0) : null,
  };
}

const mostPeaks = 2;

/** Who wrote most, what got most reactions, and the busiest hours of the day in UTC. */
export function trendsOf({ turns }: Pick<Conversation, 'turns'>): NonNullable<Digest['trends']> {
  const [active] = mostOf(turns.map(({ author }) => author));
  const reacted = turns
    .map(({ message, author }) => ({
      author,
      content: message.content,
      count: (message.reactions ?? []).reduce((sum, { count }) => sum + count, 0),
    }))
    .reduce<{ author: string; content: string; count: number } | null>(
      (best, one) => (one.count > (best?.count ?? 0) ? one : best),
      null,
    );
  const hours = mostOf(turns.map(({ at }) => at.getUTCHours()));
  const most = hours[0]?.[1] ?? 0;
  const peaks = hours.filter(([, count]) => count >= most * 0.75).slice(0, mostPeaks);
  return {
    mostActive: active ? `${active[0]} (${plural(active[1], 'message')})` : null,
    mostReacted: reacted
      ? `${reacted.author}: “${firstWords(reacted.content.replace(/\s+/g, ' ').trim(), 12)}” (${plural(reacted.count, 'reaction')})`
      : null,
    peakHours: peaks
      .map(([hour]) => hour)
      .sort((a, b) => a - b)
      .map(span),
  };
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Values by how often they come, the earliest first among equals. */
function mostOf<T>(values: T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

const span = (hour: number): string => `${padded(hour)}:00-${padded((hour + 1) % 24)}:00`;
const padded = (hour: number): string => String(hour).padStart(2, '0');
