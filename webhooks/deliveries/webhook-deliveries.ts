import type { Logger } from '../../platform/logging/logger.js';
import type { EventSubscriber } from '../../platform/outbox/subscribers.js';
import { webhookRepository } from '../webhook.repository.js';
import { attemptDelivery, type AttemptDependencies } from './attempt-delivery.js';
import { createDeliveryQueue, type AttemptJob } from './delivery-queue.js';
import { deliveryRepository } from './delivery.repository.js';
import { Lanes } from './lanes.js';
import { planDeliveries } from './plan-deliveries.js';

export interface WebhookDeliveries {
  /** Takes events; what it has taken is stored. */
  subscriber: EventSubscriber;
  /** Triggers what is due and was not triggered: jobs that Valkey lost, attempts whose process died, wishes of the API. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

const limits = { perWebhook: 5, perOrganization: 25 };
/** Beyond its time-out an attempt has this long to be stored. */
const leaseMarginMs = 10_000;

/** Delivers events to webhooks: plans them in MongoDB, has them triggered by Valkey, repeats what fails. */
export function createWebhookDeliveries({
  redisUrl,
  logger,
  ...dependencies
}: AttemptDependencies & { redisUrl: string; logger: Logger }): WebhookDeliveries {
  const lanes = new Lanes(limits);
  const leaseMs = dependencies.timeoutMs + leaseMarginMs;

  const process = async (job: AttemptJob): Promise<void> => {
    const { organizationId, webhookId } = job;
    const webhook = await webhookRepository.find(organizationId, webhookId);
    // Without a place it stays due, and comes when a place is given back.
    if (!lanes.take(job, { isSuspect: webhook?.failingSince != null })) return;
    try {
      const delivery = await deliveryRepository.systemLease(job._id, leaseMs);
      const next = delivery && (await attemptDelivery(delivery, webhook, dependencies));
      if (next) await queue.add({ ...job, attemptCount: delivery.attemptCount + 1, nextAttemptAt: next });
    } finally {
      for (const id of lanes.give({ organizationId, webhookId })) await trigger(id);
    }
  };
  const queue = createDeliveryQueue({ redisUrl, logger, process });

  /** No more than there are places for: what waits, waits in MongoDB. */
  const trigger = async (webhookId: string): Promise<void> => {
    const free = lanes.free(webhookId);
    if (free === 0) return;
    for (const delivery of await deliveryRepository.systemDue(webhookId, free)) await queue.add(delivery);
  };

  return {
    subscriber: {
      name: 'webhooks',
      async handle(events) {
        for (const id of await planDeliveries(events)) await trigger(id);
      },
    },
    async sweep() {
      for (const id of await deliveryRepository.systemWebhooksWithPending()) await trigger(id);
    },
    close: () => queue.close(),
  };
}
