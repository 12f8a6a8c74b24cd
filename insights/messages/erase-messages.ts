import type { Erasure } from '../../accounts/index.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { collectionsOfMessages } from '../embeddings/jobs/message-index.model.js';
import { messageIndexRepository } from '../embeddings/jobs/message-index.repository.js';

/** Removes the vectors of an organisation's messages. */
export const createMessagesErasure = ({ vectors }: { vectors: VectorStore }): Erasure => ({
  room: 'insights',
  async erase(organizationId) {
    for (const collection of collectionsOfMessages(await messageIndexRepository.find(organizationId)))
      await vectors.deleteCollection(collection);
    return true;
  },
});
