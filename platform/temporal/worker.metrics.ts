import type { Worker } from '@temporalio/worker';
import { observedGauge } from '../metrics/observed-gauge.js';

const inFlight = observedGauge({
  name: 'temporal_worker_in_flight',
  help: 'Activities, and activations of workflows, that the worker is busy with',
  labelNames: ['type'],
});
const slots = observedGauge({
  name: 'temporal_worker_activity_slots',
  help: 'Activities that the worker can be busy with at a time',
});

/** Measures how busy a worker is. @returns what ends it. */
export function measureWorker(
  worker: Pick<Worker, 'getStatus'>,
  { activitySlots }: { activitySlots: number },
): () => void {
  const ends = [
    inFlight.observe(() => {
      const { numInFlightActivities, numInFlightWorkflowActivations } = worker.getStatus();
      return [
        { labels: { type: 'activity' }, value: numInFlightActivities },
        { labels: { type: 'workflow' }, value: numInFlightWorkflowActivations },
      ];
    }),
    slots.observe(() => [{ value: activitySlots }]),
  ];
  return () => ends.forEach((end) => end());
}
