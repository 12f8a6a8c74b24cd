import type { Erasure } from '../../accounts/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { tombstoneRepository } from '../ingest/tombstone.repository.js';
import { tombstonesOf } from './delete-knowledge-base.js';
import { knowledgeBaseRepository } from './knowledge-base.repository.js';

/** Removes the vectors and originals of an organisation; done when the clean-up has come to all of its knowledge bases. */
export const createKnowledgeErasure = ({ blobs }: { blobs: BlobStore }): Erasure => ({
  room: 'knowledge',
  async erase(organizationId) {
    for (const base of await knowledgeBaseRepository.ofOrganization(organizationId))
      await withTransaction(async () => {
        const deleted = await knowledgeBaseRepository.delete(organizationId, base._id);
        if (deleted) await tombstoneRepository.insert(organizationId, tombstonesOf(deleted));
      });
    await tombstoneRepository.hasten(organizationId);
    if ((await tombstoneRepository.countOf(organizationId)) > 0) return false;
    // A process that was killed between an item and its original leaves the latter.
    await blobs.deleteOrganization(organizationId);
    return true;
  },
});
