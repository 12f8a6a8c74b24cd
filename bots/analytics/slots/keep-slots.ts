import { activityRepository } from '../activity.repository.js';
import { slotOf, type BotKey } from './slot.js';
import { slotRepository } from './slot.repository.js';
import { sumUp } from './sum-up.js';

/** By then every answer has been stored, or is known to be still made. */
const settlingMs = 2 * 3_600_000;
const lateMs = settlingMs / 2;
/** What is summed up in one transaction. */
const stepMs = 86_400_000;

/**
 * Sums up what has happened since the last time, but for the last two hours, and returns up to when everything is kept.
 * Any number of processes may do it at once, and be stopped at any point; so may one that has only until `deadline`.
 */
export async function keepSlots(
  bot: BotKey,
  { now = Date.now(), deadline = Infinity }: { now?: number; deadline?: number } = {},
): Promise<Date> {
  const horizon = slotOf(new Date(now - settlingMs));
  const { until, epoch } = await slotRepository.state(bot);
  let at = until;
  while (at < horizon) {
    const next = await activityRepository.next(bot, at);
    if (!next || next >= horizon) return horizon;
    const from = slotOf(next);
    const to = new Date(Math.min(from.getTime() + stepMs, horizon.getTime()));
    const { slots, openSince } = await sumUp(bot, { from, to });
    const span = { from: at, to: openSince ? slotOf(openSince) : to };
    const complete = slots.filter(({ start }) => start < span.to);
    if (span.from < span.to && !(await slotRepository.keep(bot, { span, slots: complete, epoch })))
      return (await slotRepository.state(bot)).until;
    at = span.to;
    if (openSince || Date.now() > deadline) break;
  }
  return at;
}

/** Takes back what was summed up from a time on: call it after something of then was changed or deleted. */
export const takeBackSlots = (bot: BotKey, since: Date): Promise<void> =>
  slotRepository.takeBack(bot, slotOf(since));

/** An answer that comes so late, such as of a machine that slept, that its time may have been summed up without it. */
export async function takeBackIfLate(bot: BotKey, createdAt: Date, now = Date.now()): Promise<void> {
  if (now - createdAt.getTime() > lateMs) await takeBackSlots(bot, createdAt);
}
