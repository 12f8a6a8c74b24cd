import { endRestriction } from '../insights/index.js';
import { withHeartbeat } from './with-heartbeat.js';

/** What the timer of a mute or ban does when its time is over; a repeat changes nothing. */
export const createModerationExpiryActivities = () => ({
  endRestriction: ({ expiryId }: { expiryId: string }): Promise<{ ended: boolean }> =>
    withHeartbeat(() => endRestriction(expiryId)),
});
