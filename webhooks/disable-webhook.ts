import { recordAudit } from '../accounts/index.js';
import { withTransaction } from '../platform/mongo/connection.js';
import { event } from '../platform/outbox/event.js';
import { enqueueEvents } from '../platform/outbox/outbox.model.js';
import { deliveryRepository } from './deliveries/delivery.repository.js';
import { countDisabled } from './webhook.metrics.js';
import type { WebhookDocument } from './webhook.model.js';
import { webhookRepository } from './webhook.repository.js';

/** Switches a webhook off because of its receiver, tells so as an event, and stops what waits for it. */
export async function disableWebhook(
  { _id, organizationId, name }: WebhookDocument,
  { reason, logMs }: { reason: string; logMs: number },
): Promise<void> {
  const isFirst = await withTransaction(async () => {
    if (!(await webhookRepository.disable(organizationId, _id, reason))) return false;
    await enqueueEvents([
      event('webhook.disabled', { organizationId, data: { webhookId: _id, name, reason } }),
    ]);
    await recordAudit({
      ...{ organizationId, actor: null, action: 'webhook.disabled', target: { type: 'webhook', id: _id } },
      details: { reason },
    });
    return true;
  });
  if (isFirst) countDisabled();
  await deliveryRepository.stopPending(organizationId, _id, new Date(Date.now() + logMs));
}
