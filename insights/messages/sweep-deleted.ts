import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionsOfMessages } from '../embeddings/jobs/message-index.model.js';
import { messageIndexRepository } from '../embeddings/jobs/message-index.repository.js';
import { unembeddedRepository } from './unembedded.repository.js';

const atOnce = 2_000;

/** Removes deleted messages with what stands in the indexes; the messages go last, so that a crash only repeats the work. */
export async function sweepDeletedMessages(vectors: VectorStore): Promise<void> {
  const deleted = await unembeddedRepository.systemDeleted(atOnce);
  for (const organizationId of new Set(deleted.map((message) => message.organizationId))) {
    const ids = deleted.filter((one) => one.organizationId === organizationId).map(({ _id }) => _id);
    const index = await messageIndexRepository.find(organizationId);
    for (const collection of collectionsOfMessages(index))
      await vectors.deleteItems(
        collection,
        ids.map((itemId) => ({ itemId })),
      );
    await unembeddedRepository.systemRemoveDeleted(ids);
  }
}
