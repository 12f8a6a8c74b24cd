import { extname } from 'node:path';
import type { Actor } from '../../accounts/index.js';
import type { AddItem, ItemType } from '../../contracts/knowledge.contract.js';
import { createJob, type JobDocument, type JobStarter } from '../../jobs/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { invalid } from '../../platform/errors/app-error.js';
import { newId } from '../../platform/ids.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';
import { knowledgeItemRepository, type NewItem } from './knowledge-item.repository.js';

export interface UploadedDocument {
  /** A local file that is copied. */
  path: string;
  name: string;
  sha256: string;
  size: number;
}

const typesByExtension: Record<string, ItemType> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdx': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
};

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
  if (files.length > 0 && input.content !== undefined)
    throw invalid('body.content', 'send either content or files');
  if (files.length === 0 && input.content === undefined)
    throw invalid('body.content', 'content or at least one file is required');
  const common = { knowledgeBaseId: base._id, tags: input.tags ?? [], metadata: input.metadata ?? {} };
  const drafts: NewItem[] =
    input.content === undefined
      ? await Promise.all(
          files.map(async (file) => ({
            ...common,
            ...(await storeFile(file, input, organizationId, blobs)),
          })),
        )
      : [{ ...common, ...(await storeContent(input.content, input, organizationId, blobs)) }];
  const { items, job } = await withTransaction(async () => {
    const items = await knowledgeItemRepository.insertMany(organizationId, drafts);
    return { items, job: await createIngestJob({ actor, organizationId, knowledgeBaseId: base._id, items }) };
  });
  return { items, job: await starter.start(job) };
}

/** Stores the job that ingests these items; call it inside the transaction that stores them. */
export const createIngestJob = ({
  actor,
  organizationId,
  knowledgeBaseId,
  items,
}: {
  actor: Actor;
  organizationId: string;
  knowledgeBaseId: string;
  items: KnowledgeItemDocument[];
}): Promise<JobDocument> =>
  createJob({
    organizationId,
    createdBy: actor.userId,
    kind: 'ingest',
    subject: { type: 'knowledge-base', id: knowledgeBaseId },
    items: items.map(({ _id, title }) => ({ subjectId: _id, title })),
  });

async function storeFile(file: UploadedDocument, input: AddItem, organizationId: string, blobs: BlobStore) {
  await blobs.putFile(organizationId, file.sha256, file.path);
  const name = safeName(file.name);
  const type = input.type ?? typesByExtension[extname(name).toLowerCase()] ?? 'text';
  return { _id: newId(), title: input.title ?? name, type, source: name, blob: file.sha256, size: file.size };
}

async function storeContent(content: string, input: AddItem, organizationId: string, blobs: BlobStore) {
  const bytes = Buffer.from(content);
  const title = input.title ?? titleOf(content);
  return {
    _id: newId(),
    title,
    type: input.type ?? ('text' as const),
    source: title,
    blob: await blobs.putBytes(organizationId, bytes),
    size: bytes.length,
  };
}

/** A file name, perhaps with folders, is shown and cited but never used as a path; what could climb out is cut anyway. */
const safeName = (name: string): string =>
  name

    .replace(/[\u0000-\u001f\u007f]/g, '')
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[A-Za-z]:$/.test(part))
    .join('/')
    .slice(-300) || 'unnamed';

/** The first line with words in it, without Markdown's marks. */
const titleOf = (content: string): string =>
  content
    .slice(0, 2_000)
    .split('\n')
    .map((line) => line.replace(/^[#>*\-\s]+|<[^>]*>/g, '').trim())
    .find((line) => line !== '')
    ?.slice(0, 100) ?? 'Untitled';
