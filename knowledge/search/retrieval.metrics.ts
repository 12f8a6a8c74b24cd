import { Counter, Histogram } from 'prom-client';

export type RetrievalStage = 'embed' | 'search' | 'load' | 'total';

const seconds = new Histogram({
  name: 'retrieval_seconds',
  help: 'Time of a retrieval and of its stages: embedding the question, searching the indexes, loading the passages',
  labelNames: ['stage'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
const candidates = new Histogram({
  name: 'retrieval_candidates',
  help: 'Passages that a retrieval compared',
  buckets: [0, 1, 5, 10, 25, 50, 100, 200, 500],
});
const retrievals = new Counter({
  name: 'retrievals_total',
  help: 'Retrievals, by whether any passage was good enough',
  labelNames: ['outcome'] as const,
});

/** Measures one stage, whether it succeeds or not. */
export async function timed<T>(stage: RetrievalStage, work: () => Promise<T>): Promise<T> {
  const end = seconds.startTimer({ stage });
  try {
    return await work();
  } finally {
    end();
  }
}

export function countRetrieval({ compared, found }: { compared: number; found: number }): void {
  candidates.observe(compared);
  retrievals.inc({ outcome: found > 0 ? 'found' : 'none' });
}
