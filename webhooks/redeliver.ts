import type { Actor } from '../accounts/index.js';
import { conflict, notFound } from '../platform/errors/app-error.js';
import type { DeliveryDocument } from './deliveries/delivery.model.js';
import { deliveryRepository } from './deliveries/delivery.repository.js';
import { requireWebhook } from './webhook.policy.js';

/**
 * Has a delivery made again, at once and under the same `webhook-id`, with all its retries.
 * @throws AppError NOT_FOUND, CONFLICT while it is being attempted or the webhook is switched off
 */
export async function redeliver({
  actor,
  id,
  deliveryId,
}: {
  actor: Actor;
  id: string;
  deliveryId: string;
}): Promise<DeliveryDocument> {
  const organizationId = actor.requireMembership('editor');
  const webhook = await requireWebhook(actor, id);
  if (!(await deliveryRepository.find(organizationId, id, deliveryId))) throw notFound('Delivery');
  if (!webhook.active) throw conflict('The webhook is switched off; switch it on first');
  const delivery = await deliveryRepository.redeliver(organizationId, id, deliveryId);
  if (!delivery) throw conflict('The delivery is being attempted at the moment');
  return delivery;
}
