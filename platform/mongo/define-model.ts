import mongoose, { type Model, type Query, type Schema } from 'mongoose';
import { nowAndAfterCommit } from './connection.js';
import { forgetReads } from './kept-reads.js';

export interface ModelOptions {
  /** Reads of its documents may be kept, so that each write tells of itself. */
  isKept?: boolean;
}

/** Registers a model under the plain type of its documents; the collection's name is explicit. */
export function defineModel<T>(
  name: string,
  schema: Schema<T>,
  collection: string,
  { isKept = false }: ModelOptions = {},
): Model<T> {
  if (isKept) tellWrites(schema, collection);
  return mongoose.model(name, schema as unknown as Schema, collection) as unknown as Model<T>;
}

const changing = [
  ...['updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany'],
  ...['findOneAndUpdate', 'findOneAndReplace', 'findOneAndDelete'],
] as ['updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany', 'findOneAndUpdate'];

function tellWrites(schema: Schema, collection: string): void {
  const tell = (id: unknown): void =>
    nowAndAfterCommit(() => forgetReads(collection, typeof id === 'string' ? id : undefined));
  schema.post(changing, function (this: Query<unknown, unknown>) {
    tell(this.getFilter()._id);
  });
  schema.post('save', function () {
    tell(this._id);
  });
  schema.post('bulkWrite', () => tell(undefined));
}
