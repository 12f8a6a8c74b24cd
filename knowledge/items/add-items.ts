import type { Actor } from '../../accounts/index.js';
import type { AddItem } from '../../contracts/knowledge.contract.js';
import { createJob, type JobDocument, type JobStarter } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { invalid } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import { draftOfContent, draftOfFile, type UploadedDocument } from './item-drafts.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';
import { knowledgeItemRepository } from './knowledge-item.repository.js';

export interface AddItemsOptions {
  actor: Actor;
  knowledgeBaseId: string;
  input: AddItem;
  files: UploadedDocument[];
  blobs: BlobStore;
  starter: JobStarter;
}

/**
 * Takes in one written item or any number of files: originals into blob storage, items and their ingestion job in one
 * transaction. @throws AppError NOT_FOUND, VALIDATION_ERROR when neither content nor files were sent, or both
 */
export async function addItems({
  actor,
  knowledgeBaseId,
  input,
  files,
  blobs,
  starter,
}: AddItemsOptions): Promise<{ items: KnowledgeItemDocument[]; job: JobDocument }> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const organizationId = actor.requireMembership('editor');
  if (input.crawl !== undefined) throw invalid('body.crawl', 'only a page can be crawled from; send its url');
  if (input.refresh !== undefined)
    throw invalid('body.refresh', 'only a page can be refreshed; send its url');
  if (files.length > 0 && input.content !== undefined)
    throw invalid('body.content', 'send either content or files');
  if (files.length === 0 && input.content === undefined)
    throw invalid('body.content', 'content, an url or at least one file is required');
  const drafts =
    input.content === undefined
      ? files.map((file) => draftOfFile(file, input))
      : [draftOfContent(input.content, input)];
  const storeOriginals = () => Promise.all(drafts.map(({ store }) => store(organizationId, blobs)));
  await storeOriginals();
  const { items, job } = await withTransaction(async () => {
    const values = drafts.map(({ item }) => ({ ...item, knowledgeBaseId: base._id }));
    const items = await knowledgeItemRepository.insertMany(organizationId, values);
    return { items, job: await createIngestJob({ actor, organizationId, knowledgeBaseId: base._id, items }) };
  });
  // The same content may have been deleted with its last item just before these items began to use it.
  await storeOriginals();
  return { items, job: await starter.start(job) };
}

/** Stores the job that ingests these items; call it inside the transaction that stores them. */
export const createIngestJob = ({
  actor,
  organizationId,
  knowledgeBaseId,
  items,
  id,
}: {
  actor: Pick<Actor, 'userId'>;
  organizationId: string;
  knowledgeBaseId: string;
  items: Pick<KnowledgeItemDocument, '_id' | 'title'>[];
  /** For work that may be begun twice. */
  id?: string;
}): Promise<JobDocument> =>
  createJob({
    organizationId,
    id,
    createdBy: actor.userId,
    kind: 'ingest',
    subject: { type: 'knowledge-base', id: knowledgeBaseId },
    items: items.map(({ _id, title }) => ({ subjectId: _id, title })),
  });
