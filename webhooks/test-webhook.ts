import type { Actor } from '../accounts/index.js';
import { testEventType, type TestWebhook } from '../contracts/webhooks.contract.js';
import { newId } from '../platform/ids.js';
import type { DeliveryDocument } from './deliveries/delivery.model.js';
import { deliveryRepository } from './deliveries/delivery.repository.js';
import { sendAttempt, type SendDependencies } from './deliveries/send-attempt.js';
import { requireWebhook } from './webhook.policy.js';

/**
 * Sends one event at once, also while the webhook is switched off; what the receiver says is the answer, and nothing
 * is repeated. Its id begins with `test_`. @throws AppError NOT_FOUND
 */
export async function testWebhook(
  { actor, id, input }: { actor: Actor; id: string; input: TestWebhook },
  { logMs, ...sending }: SendDependencies & { logMs: number },
): Promise<DeliveryDocument> {
  const organizationId = actor.requireMembership('editor');
  const webhook = await requireWebhook(actor, id);
  const event = {
    id: `test_${newId()}`,
    type: input.event_type ?? testEventType,
    timestamp: new Date(),
    data: input.test_data ?? { webhookId: id, message: 'This is a test' },
  };
  const { kind, attempt } = await sendAttempt(webhook, event, sending);
  const isDelivered = kind === 'success';
  return deliveryRepository.insertTest(organizationId, {
    webhookId: id,
    event,
    state: isDelivered ? 'delivered' : 'failed',
    attempts: [attempt],
    deliveredAt: isDelivered ? attempt.at : null,
    expiresAt: new Date(Date.now() + logMs),
  });
}
