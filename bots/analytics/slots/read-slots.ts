import type { Span } from '../activity.repository.js';
import { keepSlots } from './keep-slots.js';
import { slotFrom, slotOf, type BotKey, type Slot } from './slot.js';
import { slotRepository } from './slot.repository.js';
import { sumUp } from './sum-up.js';

/**
 * The figures from a time to before another, by quarters of an hour: what is kept, and what is counted now because it
 * is recent or only a part of a quarter.
 */
export async function* readSlots<F extends keyof Slot>(
  bot: BotKey,
  { from, to }: Span,
  fields: readonly F[],
): AsyncGenerator<Pick<Slot, F | 'start'>> {
  const keptUntil = await keepSlots(bot);
  const kept = { from: slotFrom(from), to: earlier(slotOf(to), keptUntil) };
  if (kept.from >= kept.to) {
    yield* await counted(bot, { from, to });
    return;
  }
  yield* await counted(bot, { from, to: kept.from });
  yield* slotRepository.read(bot, kept, fields);
  yield* await counted(bot, { from: kept.to, to });
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

async function counted(bot: BotKey, span: Span): Promise<Slot[]> {
  if (span.from >= span.to) return [];
  const { slots } = await sumUp(bot, span);
  // A part of a quarter belongs where it begins.
  return slots.map((slot) => (slot.start < span.from ? { ...slot, start: span.from } : slot));
}
