import { Counter, Histogram } from 'prom-client';
import type { PluginType } from '../../../contracts/plugins.contract.js';
import type { CallOutcome } from '../../../contracts/plugin-installations.contract.js';

const calls = new Counter({
  name: 'tool_calls_total',
  help: 'Calls of tools in conversations; unknown: the model asked for a tool that the bot does not have',
  labelNames: ['type', 'outcome'] as const,
});
const seconds = new Histogram({
  name: 'tool_call_seconds',
  help: 'Time of a call of a tool, its repetition included',
  labelNames: ['type', 'outcome'] as const,
  buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

/** Adds one call to the process's counters. */
export function countToolCall(type: PluginType | 'unknown', outcome: CallOutcome, durationMs: number): void {
  calls.inc({ type, outcome });
  seconds.observe({ type, outcome }, durationMs / 1_000);
}
