import type { Queue } from 'bullmq';
import { observedGauge } from './observed-gauge.js';

const jobs = observedGauge({
  name: 'queue_jobs',
  help: 'Jobs in a queue by state',
  labelNames: ['queue', 'state'],
});

/** Counts what a queue holds whenever someone asks. @returns what ends it. */
export const measureQueue = (queue: Pick<Queue, 'name' | 'getJobCounts'>): (() => void) =>
  jobs.observe(async () => {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
    return Object.entries(counts).map(([state, value]) => ({ labels: { queue: queue.name, state }, value }));
  });
