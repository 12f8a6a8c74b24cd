/** A backup that cannot be read, or not be restored here: what is wrong, for who runs the platform. Nothing was written. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
