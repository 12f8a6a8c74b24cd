import { Tooltip } from '@mantine/core';
import { useFormatter, useNow } from 'use-intl';

/** `3 minutes ago`, kept up to date; the exact time on hovering, and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  return (
    <Tooltip label={format.dateTime(date, { dateStyle: 'medium', timeStyle: 'medium' })} withArrow>
      <time dateTime={at}>{format.relativeTime(date, date > now ? date : now)}</time>
    </Tooltip>
  );
}
