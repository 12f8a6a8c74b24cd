import mongoose, { type Model, type Schema } from 'mongoose';

/** Registers a model under the plain type of its documents; the collection's name is explicit. */
export const defineModel = <T>(name: string, schema: Schema<T>, collection: string): Model<T> =>
  mongoose.model(name, schema as unknown as Schema, collection) as unknown as Model<T>;
