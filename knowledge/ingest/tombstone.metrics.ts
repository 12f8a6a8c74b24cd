import { observedGauge } from '../../platform/metrics/observed-gauge.js';
import { tombstoneRepository } from './tombstone.repository.js';

const pending = observedGauge({
  name: 'tombstones_pending',
  help: 'Deletions that the vector store has not carried out yet',
});
const oldest = observedGauge({
  name: 'tombstones_oldest_seconds',
  help: 'Age of the oldest of them; 0 when there is none',
});

/** Measures how far the clean-up is behind. @returns what ends it. */
export function measureTombstones(): () => void {
  const ends = [
    pending.observe(async () => [{ value: await tombstoneRepository.systemCount() }]),
    oldest.observe(async () => {
      const [first] = await tombstoneRepository.systemOldest(1);
      return [{ value: first ? (Date.now() - first.createdAt.getTime()) / 1_000 : 0 }];
    }),
  ];
  return () => ends.forEach((end) => end());
}
