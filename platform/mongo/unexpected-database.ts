/** The database is not one that this version can work with; nothing in it was changed. */
export class UnexpectedDatabaseError extends Error {
  override readonly name = 'UnexpectedDatabaseError';
}

export const writtenByNewerVersion = (unknown: readonly string[]): UnexpectedDatabaseError =>
  new UnexpectedDatabaseError(
    `The database was changed by a newer version (${unknown.join(', ')}), which this one cannot read. ` +
      'Start that version again, or restore a backup from before it.',
  );

export const notOurs = (name: string, collections: readonly string[]): UnexpectedDatabaseError => {
  const some = collections.slice(0, 5).join(', ') + (collections.length > 5 ? ', …' : '');
  return new UnexpectedDatabaseError(
    `The database "${name}" belongs to something else: it has collections (${some}) but no record of this platform's migrations. ` +
      'Let MONGODB_URL name a database that is empty or was made by this platform.',
  );
};
