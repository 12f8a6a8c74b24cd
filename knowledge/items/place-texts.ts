import { createHash } from 'node:crypto';
import type { WrittenType } from '../../contracts/knowledge.contract.js';
import { jobRepository, type JobDocument } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { KnowledgeBaseDocument } from '../bases/knowledge-base.model.js';
import { createIngestJob } from './add-items.js';
import { knowledgeItemRepository } from './knowledge-item.repository.js';

export interface PlacedText {
  /** Of the item; nothing deleted may have had it. */
  id: string;
  title: string;
  type: WrittenType;
  content: string;
}

export interface PlaceTexts {
  base: KnowledgeBaseDocument;
  createdBy: string;
  texts: PlacedText[];
  /** Of the job that takes them in. */
  jobId: string;
  source: string;
  blobs: BlobStore;
}

/**
 * Stores texts as items under ids of the caller's, with the job that takes them in, which the caller starts. A repeat
 * changes nothing and answers the same job.
 */
export async function placeTexts(options: PlaceTexts): Promise<JobDocument> {
  const { base, createdBy, texts, jobId, source, blobs } = options;
  const { organizationId } = base;
  const originals = texts.map(({ content, ...text }) => ({ ...text, bytes: Buffer.from(content) }));
  const store = () => Promise.all(originals.map(({ bytes }) => blobs.putBytes(organizationId, bytes)));
  await store();
  const job = await withTransaction(async () => {
    const placed = await jobRepository.find(organizationId, jobId);
    if (placed) return placed;
    const items = await knowledgeItemRepository.insertMany(
      organizationId,
      originals.map(({ id, title, type, bytes }) => ({
        ...{ _id: id, knowledgeBaseId: base._id, title, type, source, tags: [], metadata: {} },
        ...{ blob: createHash('sha256').update(bytes).digest('hex'), size: bytes.length },
      })),
    );
    const actor = { userId: createdBy };
    return createIngestJob({ actor, organizationId, knowledgeBaseId: base._id, items, id: jobId });
  });
  // The same content may have been deleted with its last item just before these items began to use it.
  await store();
  return job;
}
