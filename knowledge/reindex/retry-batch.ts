import { jobItemRepository, type JobItemDocument } from '../../jobs/index.js';
import { indexItems } from '../ingest/index-items.js';
import type { IngestContext } from '../ingest/ingest-batch.js';
import { prepareItem, type PreparedItem } from '../ingest/prepare-item.js';
import { deadly, workThrough } from '../ingest/work-through.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';

/**
 * Tries items again that a reindex had to keep as they were: in the generation that is searched by now, as a revision of
 * its own, so that what is searched stays until the new passages are there.
 */
export async function retryBatch(jobItems: JobItemDocument[], context: IngestContext): Promise<void> {
  const { organizationId } = context.base;
  const read = async (jobItem: JobItemDocument, isDeadly: boolean): Promise<PreparedItem | null> => {
    const settle = (status: 'failed' | 'skipped', error?: string): Promise<null> =>
      jobItemRepository.settle(context.token, [{ id: jobItem._id, status, error }]).then(() => null);
    const [item] = await knowledgeItemRepository.findMany(organizationId, [jobItem.subjectId]);
    if (!item || item.activeRevision === null) return settle('skipped');
    const prepared = isDeadly ? { refused: deadly } : await prepareItem(item, context, async () => undefined);
    if (prepared === 'unpacked') return settle('skipped');
    if ('refused' in prepared) return settle('failed', prepared.refused);
    const isShown = item.revision === item.activeRevision;
    const next = isShown ? await knowledgeItemRepository.repeatRevision(organizationId, item) : item;
    // Another change came first: its own job takes it in.
    if (!next) return settle('skipped');
    return { jobItem, item: next, ...prepared };
  };
  await workThrough(jobItems, context, { read, index: (prepared) => indexItems(prepared, context) });
}
