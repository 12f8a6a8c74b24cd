import { proxyActivities, sleep } from '@temporalio/workflow';
import type { createModerationExpiryActivities } from '../activities/moderation-expiry.activities.js';

const { endRestriction } = proxyActivities<ReturnType<typeof createModerationExpiryActivities>>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Waits until a mute or ban is over and ends it. `dueAt` in epoch milliseconds. Cancelled when somebody lifts it before. */
export async function moderationExpiry({
  expiryId,
  dueAt,
}: {
  expiryId: string;
  dueAt: number;
}): Promise<{ ended: boolean }> {
  const left = dueAt - Date.now();
  if (left > 0) await sleep(left);
  return endRestriction({ expiryId });
}
