import type { Model } from 'mongoose';

/**
 * Inserts a typed document as it is, without what is `undefined` in it: no casts, validation, defaults or timestamps, which
 * take mongoose longer than the write itself. Not for transactions, as it joins none.
 */
export async function insertPlain<T>(model: Model<T>, document: T): Promise<void> {
  await model.collection.insertOne(document as never, { ignoreUndefined: true });
}
