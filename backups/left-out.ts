/**
 * Collections that are no part of a backup: what tells of backups themselves, whose files lie elsewhere, and who migrates at
 * the moment.
 */
const leftOut = ['backups', 'backupParts', 'migrationLocks'];

export const isBackedUp = (collection: string): boolean =>
  !collection.startsWith('system.') && !leftOut.includes(collection);
