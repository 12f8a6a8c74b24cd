import { Counter, Histogram } from 'prom-client';
import { observedGauge } from '../platform/metrics/observed-gauge.js';
import { deliveryRepository } from './deliveries/delivery.repository.js';
import type { Outcome } from './deliveries/send-attempt.js';

const attempts = new Histogram({
  name: 'webhook_attempt_duration_seconds',
  help: 'Time of requests to the receivers of webhooks, by how they ended',
  labelNames: ['outcome'] as const,
  buckets: [0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60],
});
const settled = new Counter({
  name: 'webhook_deliveries_total',
  help: 'Deliveries that ended, by how',
  labelNames: ['state'] as const,
});
const disabled = new Counter({
  name: 'webhooks_disabled_total',
  help: 'Webhooks that were switched off because of their receivers',
});
const due = observedGauge({
  name: 'webhook_deliveries_due',
  help: 'Deliveries whose next attempt is due, counted up to ten thousand',
});
const oldest = observedGauge({
  name: 'webhook_oldest_due_seconds',
  help: 'How long the delivery that is due for longest has been so; 0 when none is',
});

export const countAttempt = ({ kind, attempt }: Outcome): void =>
  attempts.observe({ outcome: kind }, attempt.durationMs / 1_000);
export const countSettled = (state: 'delivered' | 'failed' | 'disabled'): void => settled.inc({ state });
export const countDisabled = (): void => disabled.inc();

/** Measures what waits to be delivered. @returns what ends it */
export function measureDeliveries(): () => void {
  const ends = [
    due.observe(async () => [{ value: (await deliveryRepository.systemBacklog()).due }]),
    oldest.observe(async () => {
      const since = (await deliveryRepository.systemBacklog()).oldest;
      return [{ value: since ? Math.max(0, Date.now() - since.getTime()) / 1_000 : 0 }];
    }),
  ];
  return () => ends.forEach((end) => end());
}
