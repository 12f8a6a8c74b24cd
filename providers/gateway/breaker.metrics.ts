import { observedGauge } from '../../platform/metrics/observed-gauge.js';
import type { ProviderStatus } from './breaker.js';

const states: ProviderStatus['state'][] = ['closed', 'half-open', 'open'];
const breakers = observedGauge({
  name: 'model_breaker_state',
  help: 'State of the circuit breaker of a model provider: 1 for the one it is in',
  labelNames: ['provider', 'state'],
});

/** Tells the state of the breakers whenever someone asks. */
export const measureBreakers = (status: () => ProviderStatus[]): (() => void) =>
  breakers.observe(() =>
    status().flatMap(({ provider, state: current }) =>
      states.map((state) => ({ labels: { provider, state }, value: state === current ? 1 : 0 })),
    ),
  );
