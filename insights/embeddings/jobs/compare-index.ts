import type { VectorStore } from '../../../platform/vectors/vector-store.js';
import { unembeddedRepository } from '../../messages/unembedded.repository.js';
import { collectionOfMessages, type MessageIndexDocument } from './message-index.model.js';

export interface Comparison {
  messages: number;
  /** Messages whose vector is there, of their text as it is now. */
  embedded: number;
  /** Without one, because their text could not be embedded. */
  failed: number;
  oldestUnembedded: Date | null;
  /** Vectors in the index, whatever they belong to. */
  vectors: number;
}

export interface CompareOptions {
  /** Messages that lack their vector, a batch at a time. */
  onLacking?: (ids: string[]) => Promise<void>;
  /** What stands in the index and belongs to no message as it is now, all at once. */
  onStale?: (itemIds: string[]) => Promise<void>;
}

const atOnce = 5_000;

/** Compares an organisation's messages with what is really in its index, be there one or not. */
export async function compareIndex(
  organizationId: string,
  index: MessageIndexDocument | null,
  { vectors, onLacking, onStale }: CompareOptions & { vectors: VectorStore },
): Promise<Comparison> {
  const revisions = new Map<string, number>();
  const result: Comparison = { messages: 0, embedded: 0, failed: 0, oldestUnembedded: null, vectors: 0 };
  if (index)
    for await (const { itemId, revision, points } of vectors.items(
      collectionOfMessages(organizationId, index),
    )) {
      revisions.set(itemId, Math.max(revision, revisions.get(itemId) ?? 0));
      result.vectors += points;
    }
  for (let after = ''; ;) {
    const page = await unembeddedRepository.revisions(organizationId, { after, limit: atOnce });
    const lacking = page.filter(({ _id, revision }) => revisions.get(_id) !== revision);
    result.messages += page.length;
    result.embedded += page.length - lacking.length;
    for (const { embeddingError, sentAt } of lacking) {
      if (embeddingError) result.failed += 1;
      if (!result.oldestUnembedded || sentAt < result.oldestUnembedded) result.oldestUnembedded = sentAt;
    }
    for (const { _id, revision } of page) if (revisions.get(_id) === revision) revisions.delete(_id);
    if (lacking.length > 0) await onLacking?.(lacking.map(({ _id }) => _id));
    if (page.length < atOnce) break;
    after = page.at(-1)?._id ?? '';
  }
  if (revisions.size > 0) await onStale?.([...revisions.keys()]);
  return result;
}
