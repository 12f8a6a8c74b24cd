import { createHash } from 'node:crypto';
import { derivedId } from '../../platform/ids.js';
import type { JobItemDocument } from '../../jobs/index.js';
import { jobItemRepository } from '../../jobs/index.js';
import type { UnpackedEntry } from '../extract/blocks.js';
import { safeName, typeOfName } from '../items/item-drafts.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { expandJob, type ExpandJob } from './expand-job.js';
import type { IngestContext } from './ingest-batch.js';
import { deleteUnusedBlob } from './janitor.js';

const nothing = createHash('sha256').digest('hex');

/**
 * Makes each file of an archive an item of its own in the same job, named by its path in the archive. An entry that
 * could not be unpacked becomes an item too, which fails with the reason. The archive itself is done with that. May be
 * repeated: ids follow from the archive and the place in it. An archive that was taken in before has only something
 * else said about itself: what it brought stays as it is, and what was deleted of it stays away.
 */
export async function takeEntries(archive: UnpackedArchive, context: IngestContext): Promise<void> {
  const { jobItem, item } = archive;
  const isWanted = item.activeRevision !== null || (await addEntries(archive, context));
  const shown =
    isWanted &&
    (await knowledgeItemRepository.activate(context.base.organizationId, item._id, item.revision, {
      chunks: 0,
      type: 'zip',
      warnings: [],
    }));
  await jobItemRepository.settle(context.token, [{ id: jobItem._id, status: shown ? 'done' : 'skipped' }]);
}

export interface UnpackedArchive {
  jobItem: JobItemDocument;
  item: KnowledgeItemDocument;
  entries: UnpackedEntry[];
}

/** False when the entries are not wanted any more: then nothing of them is left. */
async function addEntries(
  { jobItem, item, entries }: UnpackedArchive,
  { base, jobId, token, dependencies }: IngestContext,
): Promise<boolean> {
  const { organizationId } = base;
  const storeOriginals = async (): Promise<void> => {
    for (const entry of entries)
      if ('file' in entry) await dependencies.blobs.putFile(organizationId, entry.sha256, entry.file);
  };
  await storeOriginals();
  const added = await expandJob({
    organizationId,
    jobId,
    token,
    jobItemId: jobItem._id,
    itemId: item._id,
    knowledgeBaseId: base._id,
    found: entries.map((entry, place) => itemOf(entry, place, item)),
  });
  // As when items are added: the same content may have been deleted just before these items began to use it.
  if (added !== null) await storeOriginals();
  // Nor may originals stay of which no item is left.
  const blobs = [...new Set(entries.flatMap((entry) => ('file' in entry ? [entry.sha256] : [])))];
  const used = await knowledgeItemRepository.usedBlobs(organizationId, blobs);
  for (const blob of blobs)
    if (!used.has(blob)) await deleteUnusedBlob(organizationId, blob, dependencies.blobs);
  return added !== null;
}

function itemOf(
  entry: UnpackedEntry,
  place: number,
  { _id, source, tags, metadata }: KnowledgeItemDocument,
): ExpandJob['found'][number] {
  const name = safeName(`${source}/${entry.path}`);
  return {
    // Two entries may have the same path: the place tells them apart.
    _id: derivedId(_id, place, entry.path),
    title: name,
    source: name,
    type: typeOfName(name),
    blob: 'file' in entry ? entry.sha256 : nothing,
    size: 'file' in entry ? entry.size : 0,
    tags,
    metadata,
    parentId: _id,
    unreadable: 'refused' in entry ? entry.refused : null,
  };
}
