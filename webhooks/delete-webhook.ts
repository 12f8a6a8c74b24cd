import { recordAudit, type Actor } from '../accounts/index.js';
import { notFound } from '../platform/errors/app-error.js';
import { withTransaction } from '../platform/mongo/connection.js';
import { deliveryRepository } from './deliveries/delivery.repository.js';
import { webhookRepository } from './webhook.repository.js';

/**
 * Deletes a webhook with its log. What a crash in between leaves is found without its webhook when it is due, or
 * expires. @throws AppError NOT_FOUND
 */
export async function deleteWebhook({ actor, id }: { actor: Actor; id: string }): Promise<void> {
  const organizationId = actor.requireMembership('editor');
  await withTransaction(async () => {
    if (!(await webhookRepository.delete(organizationId, id))) throw notFound('Webhook');
    await recordAudit({ organizationId, actor, action: 'webhook.deleted', target: { type: 'webhook', id } });
  });
  await deliveryRepository.deleteOfWebhook(organizationId, id);
}

/** All webhooks of an organisation with their logs; may be repeated. */
export async function deleteOrganizationWebhooks(organizationId: string): Promise<void> {
  await webhookRepository.deleteAll(organizationId);
  await deliveryRepository.deleteAll(organizationId);
}
