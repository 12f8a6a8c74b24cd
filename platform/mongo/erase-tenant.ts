import mongoose, { type Model } from 'mongoose';

/** Where a document names the person who made it. */
const authorFields = ['createdBy', 'invitedBy', 'acceptedBy', 'addedBy', 'web.addedBy', 'directedBy'];

const modelsWith = (path: string, except: readonly string[]): Model<unknown>[] =>
  (Object.values(mongoose.models) as Model<unknown>[]).filter(
    ({ schema, collection }) => schema.path(path) !== undefined && !except.includes(collection.name),
  );

/**
 * Deletes what belongs to an organisation in every collection that knows organisations, whichever room it is of: a room
 * that is added later cannot be forgotten. @param except collections that keep theirs
 */
export async function eraseTenant(
  organizationId: string,
  { except }: { except: readonly string[] },
): Promise<void> {
  for (const { collection } of modelsWith('organizationId', except))
    await collection.deleteMany({ organizationId });
}

/** Puts a tombstone in place of an author, in every collection that names authors. */
export async function replaceAuthor(
  userId: string,
  tombstone: string,
  { except }: { except: readonly string[] },
): Promise<void> {
  for (const field of authorFields)
    for (const { collection } of modelsWith(field, except))
      await collection.updateMany({ [field]: userId }, { $set: { [field]: tombstone } });
}
