import type { WebhookFilters } from '../../contracts/webhooks.contract.js';

/** Whether an event is one that a webhook's filters let through; what an event does not say cannot meet a filter. */
export function matches(
  { chatbotIds, userIds, users, channels }: WebhookFilters,
  data: Record<string, unknown>,
): boolean {
  const isAmong = (wanted: string[] | undefined, value: unknown): boolean =>
    wanted === undefined || (typeof value === 'string' && wanted.includes(value));
  return (
    isAmong(chatbotIds, data.chatbotId) &&
    isAmong(userIds, data.userId) &&
    isAmong(users, data.userId) &&
    isAmong(channels, data.channelId)
  );
}
