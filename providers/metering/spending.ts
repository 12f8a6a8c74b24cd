import type { ModelCall } from './model-call.js';

/** What the model calls of one piece of work cost together, failed tries included. Hand `note` to the gateway's calls. */
export interface Spending {
  note(call: Pick<ModelCall, 'provider' | 'costMicros'>): void;
  /** Micro-dollars; null when the price of one of the models is unknown. */
  costMicros(): number | null;
  /** Requests to servers; models on our own machine are not counted. */
  requests(): number;
}

export function createSpending(): Spending {
  let micros: number | null = 0;
  let requests = 0;
  return {
    note({ provider, costMicros }) {
      if (provider === 'local') return;
      requests += 1;
      micros = micros === null || costMicros === null ? null : micros + costMicros;
    },
    costMicros: () => micros,
    requests: () => requests,
  };
}
