import { Counter, Histogram } from 'prom-client';
import type { ModelCall } from './model-call.js';
import { isPriced } from './prices.js';

const calls = new Counter({
  name: 'model_calls_total',
  help: 'Requests to model providers, retries counted each',
  labelNames: ['kind', 'provider', 'model', 'outcome'] as const,
});
const tokens = new Counter({
  name: 'model_tokens_total',
  help: 'Tokens read (prompt) and written (completion) by models',
  labelNames: ['kind', 'provider', 'model', 'direction'] as const,
});
const seconds = new Histogram({
  name: 'model_call_seconds',
  help: 'Time from a request to a model to the end of its answer',
  labelNames: ['kind', 'provider', 'outcome'] as const,
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
});
const firstToken = new Histogram({
  name: 'model_first_token_seconds',
  help: 'Time from a request to a model to the first piece of its answer',
  labelNames: ['provider'] as const,
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
});
const cost = new Counter({
  name: 'model_cost_micros_total',
  help: 'Cost of model calls with a known price, in micro-dollars',
  labelNames: ['kind', 'provider', 'model'] as const,
});

/** Adds one call to the process's counters. */
export function countCall(call: ModelCall): void {
  const { kind, provider, outcome } = call;
  // A name that only a caller made up must not become a time series of its own.
  const model = outcome === 'ok' || isPriced(provider, call.model) ? call.model : 'other';
  calls.inc({ kind, provider, model, outcome });
  tokens.inc({ kind, provider, model, direction: 'prompt' }, call.promptTokens);
  tokens.inc({ kind, provider, model, direction: 'completion' }, call.completionTokens);
  if (call.latencyMs !== undefined) seconds.observe({ kind, provider, outcome }, call.latencyMs / 1_000);
  if (call.firstTokenMs !== undefined) firstToken.observe({ provider }, call.firstTokenMs / 1_000);
  if (call.costMicros) cost.inc({ kind, provider, model }, call.costMicros);
}
