import { disableWebhook } from '../disable-webhook.js';
import { resealWhenStale } from '../secrets.js';
import { countAttempt, countSettled } from '../webhook.metrics.js';
import type { WebhookDocument } from '../webhook.model.js';
import { webhookRepository } from '../webhook.repository.js';
import type { DeliveryDocument } from './delivery.model.js';
import { deliveryRepository } from './delivery.repository.js';
import { retryDelay } from './retry-delay.js';
import { sendAttempt, type Outcome, type SendDependencies } from './send-attempt.js';

export interface AttemptDependencies extends SendDependencies {
  /** Waits after each failure, in ms. */
  delays: readonly number[];
  /** A webhook that has only failed for so long is switched off. */
  disableAfterMs: number;
  /** How long the log keeps what has ended. */
  logMs: number;
}

/** Makes one attempt of a leased delivery. @returns when the next one is due, `null` when there is none */
export async function attemptDelivery(
  delivery: DeliveryDocument,
  webhook: WebhookDocument | null,
  dependencies: AttemptDependencies,
): Promise<Date | null> {
  const { logMs } = dependencies;
  const expiresAt = new Date(Date.now() + logMs);
  if (!webhook) {
    await deliveryRepository.systemDelete(delivery._id);
    return null;
  }
  if (!webhook.active) {
    await deliveryRepository.stop(delivery, expiresAt);
    return null;
  }
  const outcome = await sendAttempt(webhook, delivery.event, dependencies);
  countAttempt(outcome);
  const { attempt } = outcome;
  const settlement = { ...settlementOf(outcome, delivery, dependencies), expiresAt: null as Date | null };
  if (settlement.state !== 'pending') settlement.expiresAt = expiresAt;
  if (!(await deliveryRepository.settle(delivery, attempt, settlement))) return null;
  if (settlement.state !== 'pending') countSettled(settlement.state);
  await noteHealth(webhook, outcome, dependencies);
  await resealWhenStale(webhook, dependencies.sealer).catch(() => undefined);
  return settlement.nextAttemptAt;
}

function settlementOf(
  { kind, attempt, retryAfterMs }: Outcome,
  { round }: DeliveryDocument,
  { delays }: AttemptDependencies,
) {
  const none = { nextAttemptAt: null, deliveredAt: null };
  if (kind === 'success') return { ...none, state: 'delivered' as const, deliveredAt: attempt.at };
  if (kind === 'gone') return { ...none, state: 'disabled' as const };
  const delay = retryDelay(round + 1, { delays, retryAfterMs });
  if (delay === null) return { ...none, state: 'failed' as const };
  return { ...none, state: 'pending' as const, nextAttemptAt: new Date(Date.now() + delay) };
}

async function noteHealth(
  webhook: WebhookDocument,
  { kind, attempt }: Outcome,
  { disableAfterMs, logMs }: AttemptDependencies,
): Promise<void> {
  const { organizationId, _id } = webhook;
  if (kind === 'success') return webhookRepository.noteSuccess(organizationId, _id, attempt.at);
  const since = await webhookRepository.noteFailure(organizationId, _id, attempt.at);
  if (kind === 'gone') return disableWebhook(webhook, { logMs, reason: 'The receiver answered 410 Gone' });
  if (since && attempt.at.getTime() - since.getTime() >= disableAfterMs) {
    const reason = `Every attempt since ${since.toISOString()} has failed, the last one with: ${attempt.error ?? 'no answer'}`;
    await disableWebhook(webhook, { logMs, reason });
  }
}
