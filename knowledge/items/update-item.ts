import type { Actor } from '../../accounts/index.js';
import type { UpdateItem } from '../../contracts/knowledge.contract.js';
import type { JobDocument, JobStarter } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { deleteUnusedBlob } from '../ingest/janitor.js';
import { createIngestJob } from './add-items.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';
import { knowledgeItemRepository, type ItemChanges } from './knowledge-item.repository.js';

export interface UpdateItemOptions {
  actor: Actor;
  knowledgeBaseId: string;
  itemId: string;
  input: UpdateItem;
  blobs: BlobStore;
  starter: JobStarter;
}

/** Changes an item and ingests it anew; searches see the old revision until the new one is ready. @throws AppError NOT_FOUND */
export async function updateItem({
  actor,
  knowledgeBaseId,
  itemId,
  input,
  blobs,
  starter,
}: UpdateItemOptions): Promise<{ item: KnowledgeItemDocument; job: JobDocument }> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const organizationId = actor.requireMembership('editor');
  const before = await knowledgeItemRepository.find(organizationId, base._id, itemId);
  if (!before) throw notFound('Knowledge item');
  const changes = await changesOf(input, organizationId, blobs);
  const { item, job } = await withTransaction(async () => {
    const item = await knowledgeItemRepository.revise(organizationId, base._id, itemId, changes);
    if (!item) throw notFound('Knowledge item');
    return {
      item,
      job: await createIngestJob({ actor, organizationId, knowledgeBaseId: base._id, items: [item] }),
    };
  });
  // As when items are added: the same content may have been deleted just before.
  if (input.content !== undefined) await blobs.putBytes(organizationId, Buffer.from(input.content));
  if (item.blob !== before.blob) await deleteUnusedBlob(organizationId, before.blob, blobs);
  return { item, job: await starter.start(job) };
}

async function changesOf(input: UpdateItem, organizationId: string, blobs: BlobStore): Promise<ItemChanges> {
  const { title, type, content } = input;
  const stored =
    content === undefined
      ? {}
      : {
          blob: await blobs.putBytes(organizationId, Buffer.from(content)),
          size: Buffer.byteLength(content),
        };
  return {
    ...(title === undefined ? {} : { title }),
    ...(type === undefined ? {} : { type }),
    ...(input.tags === undefined ? {} : { tags: input.tags ?? [] }),
    ...(input.metadata === undefined ? {} : { metadata: input.metadata ?? {} }),
    ...stored,
  };
}
