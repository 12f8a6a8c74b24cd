/** Stands where the id of a deleted author stood, in what belongs to an organisation that goes on. */
export const tombstone = 'deleted-user';

/**
 * What a room does when an organisation is deleted, beyond its documents in MongoDB, which go by themselves: stopping
 * work, removing what other stores hold. It may be called again after any interruption.
 */
export interface Erasure {
  room: string;
  /** `false`: not done yet, ask again soon. */
  erase(organizationId: string): Promise<boolean>;
}
