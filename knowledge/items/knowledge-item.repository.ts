import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { itemStatuses, type ItemStatus, type ItemType } from '../../contracts/knowledge.contract.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import type { ItemCounts } from '../bases/knowledge-base.presenter.js';
import { KnowledgeItemModel, type BuiltItem, type KnowledgeItemDocument } from './knowledge-item.model.js';

export type NewItem = Pick<
  KnowledgeItemDocument,
  '_id' | 'knowledgeBaseId' | 'title' | 'type' | 'source' | 'blob' | 'size' | 'tags' | 'metadata'
> &
  Partial<Pick<KnowledgeItemDocument, 'parentId' | 'unreadable'>>;
export type ItemChanges = Partial<
  Pick<KnowledgeItemDocument, 'title' | 'type' | 'blob' | 'size' | 'tags' | 'metadata' | 'source'>
>;

/** Archives have no passages of their own. */
const searched = { activeRevision: { $ne: null }, type: { $ne: 'zip' as const } };

const noItems = (): ItemCounts => ({ pending: 0, processing: 0, ready: 0, failed: 0 });

export const knowledgeItemRepository = {
  insertMany: async (organizationId: string, items: NewItem[]): Promise<KnowledgeItemDocument[]> => {
    const documents = await KnowledgeItemModel.insertMany(items.map((item) => ({ ...item, organizationId })));
    return documents.map((document) => document.toObject());
  },
  /** Inside a transaction: false when the item is gone; otherwise it cannot be deleted until the transaction ends. */
  hold: async (organizationId: string, id: string): Promise<boolean> => {
    const held = await KnowledgeItemModel.updateOne(
      { _id: id, organizationId },
      { $currentDate: { updatedAt: true } },
    );
    return held.matchedCount === 1;
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
  /** The items of a knowledge base that have an original of their own, and how many have none; what came in an archive comes with it. */
  originalsOf: async (organizationId: string, knowledgeBaseId: string) => {
    const items = await KnowledgeItemModel.find({ organizationId, knowledgeBaseId, parentId: null })
      .sort({ createdAt: 1, _id: 1 })
      .lean()
      .exec();
    const having = items.flatMap((item) => (item.blob === null ? [] : [{ ...item, blob: item.blob }]));
    return { items: having, without: items.length - having.length };
  },
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
  /** What an archive brought. */
  ofParent: (organizationId: string, parentId: string): Promise<KnowledgeItemDocument[]> =>
    KnowledgeItemModel.find({ organizationId, parentId }).lean().exec(),
  deleteMany: async (organizationId: string, ids: string[]): Promise<void> => {
    await KnowledgeItemModel.deleteMany({ _id: { $in: ids }, organizationId });
  },
  setStatus: async (
    organizationId: string,
    ids: string[],
    status: ItemStatus,
    error: string | null = null,
  ): Promise<void> => {
    await KnowledgeItemModel.updateMany({ _id: { $in: ids }, organizationId }, { $set: { status, error } });
  },
  /** Makes items wait again whose ingestion was put off. */
  putOff: async (organizationId: string, ids: string[]): Promise<void> => {
    await KnowledgeItemModel.updateMany(
      { _id: { $in: ids }, organizationId, status: 'processing' },
      { $set: { status: 'pending' } },
    );
  },
  /** Ends a revision's ingestion as failed, unless a newer revision waits already. */
  fail: async (organizationId: string, id: string, revision: number, error: string): Promise<void> => {
    await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, revision },
      { $set: { status: 'failed', error } },
    );
  },
  /** Items whose ingestion did not come to an end; those that a refresh had not changed yet stay as they are. */
  failOpen: async (organizationId: string, ids: string[], error: string): Promise<void> => {
    const isShown = { $expr: { $eq: ['$activeRevision', '$revision'] } };
    await KnowledgeItemModel.updateMany(
      { _id: { $in: ids }, organizationId, status: { $in: ['pending', 'processing'] }, ...isShown },
      { $set: { status: 'ready', error: null } },
    );
    await KnowledgeItemModel.updateMany(
      { _id: { $in: ids }, organizationId, status: { $in: ['pending', 'processing'] } },
      { $set: { status: 'failed', error } },
    );
  },
  /** Shows a revision to searches, and what it turned out to be. False when the item is gone or a newer revision is already shown. */
  activate: async (
    organizationId: string,
    id: string,
    revision: number,
    { chunks, type, warnings }: { chunks: number; type: ItemType; warnings: string[] },
  ): Promise<boolean> => {
    const shown = await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, $or: [{ activeRevision: null }, { activeRevision: { $lte: revision } }] },
      { $set: { activeRevision: revision, activeChunks: chunks, warnings } },
    );
    await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, revision },
      { $set: { status: 'ready', error: null, type } },
    );
    return shown.matchedCount === 1;
  },
  /** Makes a revision of one that is shown, with nothing else changed. `null` when another has come since. */
  repeatRevision: (
    organizationId: string,
    { _id, revision }: Pick<KnowledgeItemDocument, '_id' | 'revision'>,
  ): Promise<KnowledgeItemDocument | null> =>
    KnowledgeItemModel.findOneAndUpdate(
      { _id, organizationId, revision, activeRevision: revision },
      { $set: { status: 'pending', error: null }, $inc: { revision: 1 } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Whether searches of a knowledge base can find anything. */
  isAnySearched: async (organizationId: string, knowledgeBaseId: string): Promise<boolean> =>
    (await KnowledgeItemModel.exists({ organizationId, knowledgeBaseId, ...searched })) !== null,
  searchedOf: (
    organizationId: string,
    knowledgeBaseId: string,
  ): Promise<Pick<KnowledgeItemDocument, '_id' | 'title' | 'activeRevision' | 'activeChunks'>[]> =>
    KnowledgeItemModel.find(
      { organizationId, knowledgeBaseId, ...searched },
      { title: 1, activeRevision: 1, activeChunks: 1 },
    )
      .lean()
      .exec(),
  /** Items that are searched and of which a generation lacks the revision that is shown. */
  missingIn: (
    organizationId: string,
    { knowledgeBaseId, generation }: { knowledgeBaseId: string; generation: number },
    limit: number,
  ): Promise<Pick<KnowledgeItemDocument, '_id' | 'title'>[]> =>
    KnowledgeItemModel.find(
      {
        ...{ organizationId, knowledgeBaseId, ...searched },
        $or: [
          { 'next.generation': { $ne: generation } },
          { $expr: { $ne: ['$next.revision', '$activeRevision'] } },
        ],
      },
      { title: 1 },
    )
      .sort({ createdAt: 1, _id: 1 })
      .limit(limit)
      .lean<Pick<KnowledgeItemDocument, '_id' | 'title'>[]>()
      .exec(),
  /** What searches see of a knowledge base, item by item. */
  systemShown: (
    knowledgeBaseId: string,
  ): AsyncIterable<Pick<KnowledgeItemDocument, '_id' | 'activeRevision' | 'activeChunks' | 'next'>> =>
    KnowledgeItemModel.find({ knowledgeBaseId, ...searched }, { activeRevision: 1, activeChunks: 1, next: 1 })
      .lean()
      .cursor(),
  /** A generation that is being made has nothing of these items any more. */
  forgetBuilt: async (organizationId: string, ids: string[]): Promise<void> => {
    await KnowledgeItemModel.updateMany(
      { _id: { $in: ids }, organizationId },
      { $set: { next: null } },
      { timestamps: false },
    );
  },
  /** Notes what a generation that is being made has of an item. False when the item is gone or shows another revision. */
  noteBuilt: async (organizationId: string, id: string, next: BuiltItem): Promise<boolean> => {
    const noted = await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, activeRevision: next.revision },
      { $set: { next } },
      { timestamps: false },
    );
    return noted.matchedCount === 1;
  },
  /** After a generation went live: items say what it has of them. */
  adoptBuilt: async (
    organizationId: string,
    { knowledgeBaseId, generation }: { knowledgeBaseId: string; generation: number },
  ): Promise<void> => {
    await KnowledgeItemModel.updateMany(
      {
        ...{ organizationId, knowledgeBaseId, 'next.generation': generation },
        $expr: { $eq: ['$next.revision', '$activeRevision'] },
      },
      [{ $set: { activeChunks: '$next.chunks', warnings: '$next.warnings', next: null } }],
      { timestamps: false, updatePipeline: true },
    );
  },
  isBlobUsed: async (organizationId: string, blob: string): Promise<boolean> =>
    (await KnowledgeItemModel.exists({ organizationId, blob })) !== null,
  /** Of these blobs, those that belong to items. */
  usedBlobs: async (organizationId: string, blobs: string[]): Promise<Set<string | null>> =>
    new Set(await KnowledgeItemModel.distinct('blob', { organizationId, blob: { $in: blobs } })),
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
