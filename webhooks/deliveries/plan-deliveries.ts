import { userRepository } from '../../accounts/index.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { WebhookDocument } from '../webhook.model.js';
import { webhookRepository } from '../webhook.repository.js';
import { deliveryRepository } from './delivery.repository.js';
import { matches } from './matches.js';

/** Stores a delivery for every webhook that wants the event; a repeat adds none. @returns these webhooks */
export async function planDeliveries(event: DomainEvent): Promise<WebhookDocument[]> {
  const subscribed = await subscribersOf(event);
  const wanted = subscribed.filter(({ filters }) => matches(filters, event.data));
  const { id, type, timestamp, data } = event;
  if (wanted.length > 0)
    await deliveryRepository.plan({ id, type, timestamp: new Date(timestamp), data }, wanted);
  return wanted;
}

/** Who registers has an organisation of their own, in which nobody listens yet: administrators are told of it. */
async function subscribersOf({ organizationId, type }: DomainEvent): Promise<WebhookDocument[]> {
  const own = await webhookRepository.subscribed(organizationId, type);
  if (type !== 'user.registered') return own;
  const administrators = await userRepository.systemAdministratorIds();
  const others = await webhookRepository.systemDirectedBy(administrators, type);
  return [...own, ...others.filter((webhook) => webhook.organizationId !== organizationId)];
}
