import type { Model } from 'mongoose';
import { observedGauge } from '../metrics/observed-gauge.js';
import type { Carrier } from './carriers.js';

const pending = observedGauge({
  name: 'outbox_documents_pending',
  help: 'Documents with events that wait for the relay, counted up to ten thousand a collection',
  labelNames: ['collection'],
});
const oldest = observedGauge({
  name: 'outbox_oldest_event_seconds',
  help: 'Age of the oldest event that waits for the relay; 0 when none does',
});

const waiting = { 'events.id': { $exists: true } };

/** Measures how far the relay is behind. @returns what ends it. */
export function measureOutbox(models: Model<Carrier>[]): () => void {
  const ends = [
    pending.observe(() =>
      Promise.all(
        models.map(async (model) => ({
          labels: { collection: model.collection.name },
          value: await model.countDocuments(waiting, { limit: 10_000 }),
        })),
      ),
    ),
    oldest.observe(async () => [{ value: Math.max(0, ...(await Promise.all(models.map(ageOfOldest)))) }]),
  ];
  return () => ends.forEach((end) => end());
}

/** Ids begin with the time, so that the index knows the oldest. */
async function ageOfOldest(model: Model<Carrier>): Promise<number> {
  const carrier = await model.findOne(waiting, { events: 1 }).sort({ 'events.id': 1 }).lean().exec();
  const times = (carrier?.events ?? []).map(({ timestamp }) => new Date(timestamp).getTime());
  return times.length > 0 ? (Date.now() - Math.min(...times)) / 1_000 : 0;
}
