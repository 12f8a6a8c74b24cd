import { userRepository } from '../../accounts/index.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import type { WebhookDocument } from '../webhook.model.js';
import { webhookRepository } from '../webhook.repository.js';
import { deliveryRepository } from './delivery.repository.js';
import { matches } from './matches.js';

/**
 * Stores a delivery of every event for every webhook that wants it; a repeat adds none. Two reads and a write, however
 * many events there are. @returns the ids of these webhooks
 */
export async function planDeliveries(events: readonly DomainEvent[]): Promise<Set<string>> {
  const subscribersOf = await readSubscribers(events);
  const planned = events.flatMap(({ id, type, timestamp, data, organizationId }) =>
    subscribersOf({ type, organizationId })
      .filter(({ filters }) => matches(filters, data))
      .map((webhook) => ({ event: { id, type, timestamp: new Date(timestamp), data }, webhook })),
  );
  if (planned.length > 0) await deliveryRepository.plan(planned);
  return new Set(planned.map(({ webhook }) => webhook._id));
}

type Place = Pick<DomainEvent, 'type' | 'organizationId'>;

/** Who registers has an organisation of their own, in which nobody listens yet: administrators are told of it. */
async function readSubscribers(events: readonly DomainEvent[]): Promise<(place: Place) => WebhookDocument[]> {
  const organizationIds = [...new Set(events.map(({ organizationId }) => organizationId))];
  const hasRegistered = events.some(({ type }) => type === 'user.registered');
  const [own, administrators] = await Promise.all([
    webhookRepository.systemActive(organizationIds),
    hasRegistered ? userRepository.systemAdministratorIds() : [],
  ]);
  const directed = hasRegistered ? await webhookRepository.systemDirectedBy(administrators) : [];
  return ({ type, organizationId }) => {
    const isTold = ({ events: wanted }: WebhookDocument): boolean =>
      wanted.includes('*') || wanted.includes(type);
    const isOwn = (webhook: WebhookDocument): boolean => webhook.organizationId === organizationId;
    const others = type === 'user.registered' ? directed.filter((webhook) => !isOwn(webhook)) : [];
    return [...own.filter(isOwn), ...others].filter(isTold);
  };
}
