import type { Model } from 'mongoose';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { OutboxModel } from './outbox.model.js';

/** A document with events that wait for the relay. */
export interface Carrier {
  _id: unknown;
  events?: DomainEvent[];
}

/** The next ones, without those that are named. */
export const findCarriers = (
  model: Model<Carrier>,
  { without, limit }: { without: unknown[]; limit: number },
): Promise<Carrier[]> =>
  model
    .find({ 'events.id': { $exists: true }, _id: { $nin: without } }, { events: 1 })
    .limit(limit)
    .lean<Carrier[]>()
    .exec();

/** Takes delivered events off their documents, in one write; an entry of the outbox, which is nothing else, goes. */
export async function removeEvents(
  model: Model<Carrier>,
  carriers: readonly Carrier[],
  delivered: readonly string[],
): Promise<void> {
  if (delivered.length === 0) return;
  const done = new Set(delivered);
  const isDone = ({ events = [] }: Carrier): boolean => events.every(({ id }) => done.has(id));
  if (model.collection.name === OutboxModel.collection.name && carriers.every(isDone)) {
    await model.deleteMany({ _id: { $in: carriers.map(({ _id }) => _id) } }).exec();
    return;
  }
  const isLeft = { $not: [{ $in: ['$$event.id', delivered] }] };
  const left = { $filter: { input: { $ifNull: ['$events', []] }, as: 'event', cond: isLeft } };
  await model
    .updateMany(
      { _id: { $in: carriers.map(({ _id }) => _id) } },
      [
        { $set: { events: left } },
        // An empty array would stay in the sparse index.
        { $set: { events: { $cond: [{ $eq: ['$events', []] }, '$$REMOVE', '$events'] } } },
      ],
      // Nothing that its owner would call a change: the document keeps its time of update.
      { timestamps: false, updatePipeline: true },
    )
    .exec();
}
