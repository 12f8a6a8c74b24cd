import type { JobDocument } from '../../../jobs/index.js';
import type { VectorStore } from '../../../platform/vectors/vector-store.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { compareIndex } from './compare-index.js';
import { scopeOf } from './job-scope.js';
import { collectionOfMessages } from './message-index.model.js';
import { messageIndexRepository } from './message-index.repository.js';

/** Finds out what is really in the indexes: what belongs to no message is removed, what is missing is noted as such. */
export async function repairIndexes(job: JobDocument, vectors: VectorStore): Promise<void> {
  for (const index of await messageIndexRepository.systemAll(scopeOf(job).organizationId)) {
    const { organizationId } = index;
    await compareIndex(organizationId, index, {
      vectors,
      onLacking: (ids) => unembeddedRepository.noteMissing(organizationId, ids),
      onStale: (itemIds) =>
        vectors.deleteItems(
          collectionOfMessages(organizationId, index),
          itemIds.map((itemId) => ({ itemId })),
        ),
    });
  }
}
