import type { Actor } from '../../accounts/index.js';
import type { UpdateItem } from '../../contracts/knowledge.contract.js';
import { jobItemRepository, type JobDocument, type JobStarter } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { invalid, notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { deleteUnusedBlob } from '../ingest/janitor.js';
import { createIngestJob } from './add-items.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';
import type { RefreshSchedules } from '../refresh/refresh-schedules.js';
import { webItemRepository } from './web-item.repository.js';
import { knowledgeItemRepository, type ItemChanges } from './knowledge-item.repository.js';

export interface UpdateItemOptions {
  actor: Actor;
  knowledgeBaseId: string;
  itemId: string;
  input: UpdateItem;
  blobs: BlobStore;
  starter: JobStarter;
  schedules: RefreshSchedules;
}

/** Changes an item and ingests it anew; searches see the old revision until the new one is ready. @throws AppError NOT_FOUND */
export async function updateItem({
  actor,
  knowledgeBaseId,
  itemId,
  input,
  blobs,
  starter,
  schedules,
}: UpdateItemOptions): Promise<{ item: KnowledgeItemDocument; job: JobDocument }> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const organizationId = actor.requireMembership('editor');
  const before = await knowledgeItemRepository.find(organizationId, base._id, itemId);
  if (!before) throw notFound('Knowledge item');
  checkWeb(before, input);
  if (before.type === 'zip' && input.content !== undefined)
    throw invalid('body.content', 'an archive has no content of its own; change what came in it');
  const changes = await changesOf(input, organizationId, blobs);
  const { item, job } = await withTransaction(async () => {
    const item = await knowledgeItemRepository.revise(organizationId, base._id, itemId, changes);
    if (!item) throw notFound('Knowledge item');
    if (item.web) {
      const isAwaited = await jobItemRepository.isOpen(itemId);
      await webItemRepository.note(organizationId, itemId, webChangesOf(item, input, isAwaited));
    }
    return {
      item,
      job: await createIngestJob({ actor, organizationId, knowledgeBaseId: base._id, items: [item] }),
    };
  });
  // As when items are added: the same content may have been deleted just before.
  if (input.content !== undefined) await blobs.putBytes(organizationId, Buffer.from(input.content));
  if (before.blob !== null && item.blob !== before.blob)
    await deleteUnusedBlob(organizationId, before.blob, blobs);
  if (input.refresh) await schedules.keep(itemId, input.refresh);
  else if (input.refresh === null) await schedules.drop(itemId);
  return { item, job: await starter.start(job) };
}

function checkWeb({ web }: KnowledgeItemDocument, { content, type, refresh }: UpdateItem): void {
  if (!web && refresh) throw invalid('body.refresh', 'the item has no address that it could be fetched from');
  if (web && (content !== undefined || type !== undefined))
    throw invalid(
      content === undefined ? 'body.type' : 'body.content',
      'the content of a page comes from its site',
    );
}

/**
 * What was fetched before is indexed with the new title and tags; it is not fetched again for them, unless a job is
 * about to fetch it anyway.
 */
const webChangesOf = (
  { blob }: KnowledgeItemDocument,
  { title, refresh }: UpdateItem,
  isAwaited: boolean,
) => ({
  ...(blob === null || isAwaited ? {} : { due: false }),
  ...(title === undefined ? {} : { isTitleGiven: true }),
  ...(refresh === undefined ? {} : { refresh }),
});

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
