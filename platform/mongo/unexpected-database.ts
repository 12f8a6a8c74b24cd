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
  return new UnexpectedDatabaseError(
    `The database "${name}" belongs to something else: it has collections (${listed(collections)}) but no record of this platform's migrations. ` +
      'Let MONGODB_URL name a database that is empty or was made by this platform.',
  );
};

export const notEmpty = (name: string, collections: readonly string[]): UnexpectedDatabaseError =>
  new UnexpectedDatabaseError(
    `The database "${name}" is not empty: it has ${collections.length} collections (${listed(collections)}). ` +
      'A backup is restored into an empty one only: let MONGODB_URL name another database, or --into another data folder.',
  );

export const halfRestored = (name: string): UnexpectedDatabaseError =>
  new UnexpectedDatabaseError(
    `The database "${name}" holds a part of a backup whose restoring was not finished. ` +
      'Drop it (or remove the data folder that it lies in) and restore again.',
  );

function listed(collections: readonly string[]): string {
  return collections.slice(0, 5).join(', ') + (collections.length > 5 ? ', …' : '');
}
