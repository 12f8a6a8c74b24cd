import type { DeliveryStats, Webhook, WebhookWithSecret } from '../contracts/webhooks.contract.js';
import type { DeliveryCounts } from './deliveries/delivery.repository.js';
import type { WebhookDocument } from './webhook.model.js';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const statsOf = ({
  pending = 0,
  delivered = 0,
  failed = 0,
  disabled = 0,
}: DeliveryCounts): DeliveryStats => ({
  total_deliveries: pending + delivered + failed + disabled,
  successful_deliveries: delivered,
  failed_deliveries: failed + disabled,
  pending_deliveries: pending,
});

/** Never its secret, sealed or not. */
export function presentWebhook(webhook: WebhookDocument, counts: DeliveryCounts = {}): Webhook {
  const former = webhook.formerSecrets
    .map(({ until }) => until.getTime())
    .filter((until) => until > Date.now());
  return {
    id: webhook._id,
    webhook_id: webhook._id,
    organizationId: webhook.organizationId,
    name: webhook.name,
    url: webhook.url,
    events: webhook.events,
    filters: webhook.filters,
    active: webhook.active,
    disabledReason: webhook.disabledReason,
    disabledAt: iso(webhook.disabledAt),
    failingSince: iso(webhook.failingSince),
    formerSecretsUntil: former.length > 0 ? new Date(Math.max(...former)).toISOString() : null,
    last_delivery: iso(webhook.lastAttemptAt),
    delivery_stats: statsOf(counts),
    createdBy: webhook.createdBy,
    createdAt: webhook.createdAt.toISOString(),
    created_at: webhook.createdAt.toISOString(),
    updatedAt: webhook.updatedAt.toISOString(),
  };
}

/** For the one answer in which a new secret is shown. */
export const presentWithSecret = (
  webhook: WebhookDocument,
  secret: string,
  counts: DeliveryCounts = {},
): WebhookWithSecret => ({ ...presentWebhook(webhook, counts), secret });
