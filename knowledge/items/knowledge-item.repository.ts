import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { itemStatuses, type ItemStatus } from '../../contracts/knowledge.contract.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import type { ItemCounts } from '../bases/knowledge-base.presenter.js';
import { KnowledgeItemModel, type KnowledgeItemDocument } from './knowledge-item.model.js';

export type NewItem = Pick<
  KnowledgeItemDocument,
  '_id' | 'knowledgeBaseId' | 'title' | 'type' | 'source' | 'blob' | 'size' | 'tags' | 'metadata'
>;
export type ItemChanges = Partial<
  Pick<KnowledgeItemDocument, 'title' | 'type' | 'blob' | 'size' | 'tags' | 'metadata' | 'source'>
>;

const noItems = (): ItemCounts => ({ pending: 0, processing: 0, ready: 0, failed: 0 });

export const knowledgeItemRepository = {
  insertMany: async (organizationId: string, items: NewItem[]): Promise<KnowledgeItemDocument[]> => {
    const documents = await KnowledgeItemModel.insertMany(items.map((item) => ({ ...item, organizationId })));
    return documents.map((document) => document.toObject());
  },
  find: (
    organizationId: string,
    knowledgeBaseId: string,
    id: string,
  ): Promise<KnowledgeItemDocument | null> =>
    KnowledgeItemModel.findOne({ _id: id, organizationId, knowledgeBaseId }).lean().exec(),
  findMany: (organizationId: string, ids: string[]): Promise<KnowledgeItemDocument[]> =>
    KnowledgeItemModel.find({ _id: { $in: ids }, organizationId })
      .lean()
      .exec(),
  list: (
    organizationId: string,
    {
      knowledgeBaseId,
      status,
      search,
      ...request
    }: PageRequest & { sort: SortOrder; knowledgeBaseId: string; status?: ItemStatus; search?: string },
  ) =>
    paginate(
      KnowledgeItemModel,
      {
        organizationId,
        knowledgeBaseId,
        ...(status ? { status } : {}),
        ...(search ? { title: contains(search) } : {}),
      },
      request,
    ),
  countsOf: async (organizationId: string, knowledgeBaseIds: string[]): Promise<Map<string, ItemCounts>> => {
    const counts = new Map(knowledgeBaseIds.map((id) => [id, noItems()]));
    const rows = await KnowledgeItemModel.aggregate<{ _id: { base: string; status: ItemStatus }; n: number }>(
      [
        { $match: { organizationId, knowledgeBaseId: { $in: knowledgeBaseIds } } },
        { $group: { _id: { base: '$knowledgeBaseId', status: '$status' }, n: { $sum: 1 } } },
      ],
    );
    for (const { _id, n } of rows) {
      const entry = counts.get(_id.base);
      if (entry && itemStatuses.includes(_id.status)) entry[_id.status] = n;
    }
    return counts;
  },
  /** Applies changes as a new revision that waits for ingestion; searches see the old one until then. */
  revise: (
    organizationId: string,
    knowledgeBaseId: string,
    id: string,
    changes: ItemChanges,
  ): Promise<KnowledgeItemDocument | null> =>
    KnowledgeItemModel.findOneAndUpdate(
      { _id: id, organizationId, knowledgeBaseId },
      { $set: { ...changes, status: 'pending', error: null }, $inc: { revision: 1 } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  delete: (
    organizationId: string,
    knowledgeBaseId: string,
    id: string,
  ): Promise<KnowledgeItemDocument | null> =>
    KnowledgeItemModel.findOneAndDelete({ _id: id, organizationId, knowledgeBaseId }).lean().exec(),
  setStatus: async (
    organizationId: string,
    ids: string[],
    status: ItemStatus,
    error: string | null = null,
  ): Promise<void> => {
    await KnowledgeItemModel.updateMany({ _id: { $in: ids }, organizationId }, { $set: { status, error } });
  },
  /** Ends a revision's ingestion as failed, unless a newer revision waits already. */
  fail: async (organizationId: string, id: string, revision: number, error: string): Promise<void> => {
    await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, revision },
      { $set: { status: 'failed', error } },
    );
  },
  /** Items whose ingestion did not come to an end. */
  failOpen: async (organizationId: string, ids: string[], error: string): Promise<void> => {
    await KnowledgeItemModel.updateMany(
      { _id: { $in: ids }, organizationId, status: { $in: ['pending', 'processing'] } },
      { $set: { status: 'failed', error } },
    );
  },
  /** Shows a revision to searches. False when the item is gone or a newer revision is already shown. */
  activate: async (
    organizationId: string,
    id: string,
    revision: number,
    chunks: number,
  ): Promise<boolean> => {
    const shown = await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, $or: [{ activeRevision: null }, { activeRevision: { $lte: revision } }] },
      { $set: { activeRevision: revision, activeChunks: chunks } },
    );
    await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, revision },
      { $set: { status: 'ready', error: null } },
    );
    return shown.matchedCount === 1;
  },
  isBlobUsed: async (organizationId: string, blob: string): Promise<boolean> =>
    (await KnowledgeItemModel.exists({ organizationId, blob })) !== null,
  /** For a deleted knowledge base: removes up to `limit` of its items and returns them. */
  takeOrphans: async (
    organizationId: string,
    knowledgeBaseId: string,
    limit: number,
  ): Promise<KnowledgeItemDocument[]> => {
    const items = await KnowledgeItemModel.find({ organizationId, knowledgeBaseId })
      .limit(limit)
      .lean()
      .exec();
    await KnowledgeItemModel.deleteMany({ _id: { $in: items.map(({ _id }) => _id) }, organizationId });
    return items;
  },
};
