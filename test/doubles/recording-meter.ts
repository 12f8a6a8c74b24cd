import type { Meter } from '../../providers/metering/meter.js';
import type { ModelCall } from '../../providers/metering/model-call.js';

/** A meter that remembers instead of writing. */
export function recordingMeter(): Meter & { calls: (ModelCall & { durable: boolean })[] } {
  const calls: (ModelCall & { durable: boolean })[] = [];
  return {
    calls,
    record: async (call, { durable = false } = {}) => void calls.push({ ...call, durable }),
    flush: async () => undefined,
    close: async () => undefined,
  };
}
