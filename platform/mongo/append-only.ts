import type { Schema } from 'mongoose';

/** Lets documents be added to a collection and never be changed: a log that could be would prove nothing. */
export function appendOnly<T>(schema: Schema<T>, name: string): void {
  schema.pre(
    [
      'updateOne',
      'updateMany',
      'replaceOne',
      'findOneAndUpdate',
      'findOneAndReplace',
      'findOneAndDelete',
      'deleteOne',
      'deleteMany',
    ],
    () => {
      throw new Error(`${name} is only ever added to`);
    },
  );
}
