import type { UserAnalytics } from '../../../contracts/analytics.contract.js';
import type { Span } from '../activity.repository.js';
import { placeIn, type AnalyticsPeriod } from '../analytics-period.js';
import { readSlots } from '../slots/read-slots.js';
import type { BotKey } from '../slots/slot.js';
import { previousStart } from '../time-buckets.js';
import { ratio } from './ratio.js';

interface Activity {
  users: Set<string>;
  isNew: number;
}

const none = (): Activity => ({ users: new Set(), isNew: 0 });

/** End users: who wrote, who for the first time, and who came back. */
export async function reportUsers(
  bot: BotKey,
  period: AnalyticsPeriod,
): Promise<Pick<UserAnalytics, 'totals' | 'series'>> {
  const { from, to, starts } = period;
  const total = none();
  const buckets = starts.map(none);
  for await (const { start, users, newUsers } of readSlots(bot, period, ['users', 'newUsers']))
    for (const activity of [total, buckets[placeIn(starts, start)] ?? none()]) {
      for (const user of users) activity.users.add(user);
      activity.isNew += newUsers.length;
    }
  const length = to.getTime() - from.getTime();
  const [before, beforeFirst] = await Promise.all([
    activeIn(bot, { from: new Date(from.getTime() - length), to: from }),
    activeIn(bot, { from: previousStart(from, period), to: starts[0] ?? from }),
  ]);
  return {
    totals: figuresOf(total, before),
    series: starts.map((start, place) => ({
      start: start.toISOString(),
      ...figuresOf(
        buckets[place] ?? none(),
        place === 0 ? beforeFirst : (buckets[place - 1]?.users ?? new Set()),
      ),
    })),
  };
}

async function activeIn(bot: BotKey, span: Span): Promise<Set<string>> {
  const active = new Set<string>();
  for await (const { users } of readSlots(bot, span, ['users'])) for (const user of users) active.add(user);
  return active;
}

function figuresOf({ users, isNew }: Activity, before: Set<string>): UserAnalytics['totals'] {
  let again = 0;
  for (const user of before) if (users.has(user)) again++;
  return {
    active: users.size,
    new: isNew,
    returning: users.size - isNew,
    retention: ratio(again, before.size),
  };
}
