import type { Meter } from '../../providers/metering/meter.js';
import type { ModelCall, ModelCallRecord } from '../../providers/metering/model-call.js';

/** A meter that remembers instead of writing. */
export function recordingMeter(): Meter & {
  calls: (ModelCall & { durable: boolean })[];
  begun: ModelCallRecord[];
} {
  const begun: ModelCallRecord[] = [];
  const calls: (ModelCall & { durable: boolean })[] = [];
  return {
    calls,
    begun,
    begin: async (call) => void begun.push(call),
    record: async (call, { durable = false } = {}) => void calls.push({ ...call, durable }),
    flush: async () => undefined,
    close: async () => undefined,
  };
}
