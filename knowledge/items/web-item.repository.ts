import type { UpdateQuery } from 'mongoose';
import type { CrawlSettings, RefreshInterval } from '../../contracts/knowledge.contract.js';
import { KnowledgeItemModel, type KnowledgeItemDocument } from './knowledge-item.model.js';
import type { WebSource } from './web-source.schema.js';

export type NewWebItem = Pick<
  KnowledgeItemDocument,
  '_id' | 'knowledgeBaseId' | 'title' | 'tags' | 'metadata'
> & { web: Partial<WebSource> & Pick<WebSource, 'url' | 'addedBy'> };

/** What a fetch found. */
export interface FetchedContent {
  title: string;
  source: string;
  type: KnowledgeItemDocument['type'];
  blob: string;
  size: number;
}

type WebChanges = Partial<
  Pick<
    WebSource,
    | 'due'
    | 'isTitleGiven'
    | 'rootId'
    | 'depth'
    | 'links'
    | 'etag'
    | 'lastModified'
    | 'fetchedAt'
    | 'misses'
    | 'warning'
  > & {
    crawl: CrawlSettings | null;
    refresh: RefreshInterval | null;
  }
>;

const ofWeb = (changes: WebChanges) =>
  Object.fromEntries(Object.entries(changes).map(([name, value]) => [`web.${name}`, value]));

/** Items whose content is fetched from elsewhere. */
export const webItemRepository = {
  insertMany: async (organizationId: string, items: NewWebItem[]): Promise<KnowledgeItemDocument[]> => {
    const documents = await KnowledgeItemModel.insertMany(
      items.map(({ web, ...item }) => ({
        ...item,
        organizationId,
        type: 'html',
        source: web.url,
        size: 0,
        web: { addresses: [web.url], ...web },
      })),
    );
    return documents.map((document) => document.toObject());
  },

  /** Items of a knowledge base that one of these addresses leads to. */
  withAddresses: (
    organizationId: string,
    knowledgeBaseId: string,
    addresses: string[],
  ): Promise<KnowledgeItemDocument[]> =>
    KnowledgeItemModel.find({ organizationId, knowledgeBaseId, 'web.addresses': { $in: addresses } })
      .sort({ createdAt: 1 })
      .lean()
      .exec(),

  /** Another page of the same crawl with just this content. */
  twinOf: (
    { organizationId, knowledgeBaseId, _id }: KnowledgeItemDocument,
    rootId: string,
    blob: string,
  ): Promise<KnowledgeItemDocument | null> =>
    KnowledgeItemModel.findOne({
      ...{ organizationId, knowledgeBaseId, blob },
      $and: [{ _id: { $ne: _id } }, { $or: [{ _id: rootId }, { 'web.rootId': rootId }] }],
    })
      .lean()
      .exec(),

  addAddresses: async (organizationId: string, id: string, addresses: string[]): Promise<void> => {
    await KnowledgeItemModel.updateOne(
      { _id: id, organizationId },
      { $addToSet: { 'web.addresses': { $each: addresses } } },
    );
  },

  dropAddresses: async (organizationId: string, id: string, addresses: string[]): Promise<void> => {
    await KnowledgeItemModel.updateOne(
      { _id: id, organizationId },
      { $pull: { 'web.addresses': { $in: addresses } } },
    );
  },

  /** The pages that an item's crawl found. */
  pagesOf: (organizationId: string, rootId: string): Promise<KnowledgeItemDocument[]> =>
    KnowledgeItemModel.find({ organizationId, 'web.rootId': rootId }).sort({ createdAt: 1 }).lean().exec(),
  countPages: (organizationId: string, rootId: string): Promise<number> =>
    KnowledgeItemModel.countDocuments({ organizationId, 'web.rootId': rootId }),
  deletePages: async (organizationId: string, rootId: string): Promise<void> => {
    await KnowledgeItemModel.deleteMany({ organizationId, 'web.rootId': rootId });
  },
  /** A crawl leaves these addresses alone from now on. */
  leaveAlone: async (organizationId: string, rootId: string, addresses: string[]): Promise<void> => {
    await KnowledgeItemModel.updateOne(
      { _id: rootId, organizationId },
      { $addToSet: { 'web.removed': { $each: addresses } } },
    );
  },

  depthOf: async (organizationId: string, id: string): Promise<number> => {
    const item = await KnowledgeItemModel.findOne({ _id: id, organizationId }, { 'web.depth': 1 })
      .lean<Pick<KnowledgeItemDocument, 'web'>>()
      .exec();
    return item?.web?.depth ?? 0;
  },
  setDepth: async (organizationId: string, ids: string[], depth: number): Promise<void> => {
    await KnowledgeItemModel.updateMany(
      { _id: { $in: ids }, organizationId, web: { $ne: null } },
      { $set: ofWeb({ depth }) },
    );
  },
  /** Where these pages lead to, each address once. */
  linksOf: async (organizationId: string, ids: string[]): Promise<string[]> => {
    const items = await KnowledgeItemModel.find({ _id: { $in: ids }, organizationId }, { 'web.links': 1 })
      .lean<Pick<KnowledgeItemDocument, 'web'>[]>()
      .exec();
    return [...new Set(items.flatMap(({ web }) => web?.links ?? []))];
  },

  /** The next job that works on these items fetches them; `anew` also what the site says has not changed. */
  makeDue: async (organizationId: string, ids: string[], { anew = false } = {}): Promise<void> => {
    await KnowledgeItemModel.updateMany(
      { _id: { $in: ids }, organizationId, web: { $ne: null } },
      { $set: ofWeb({ due: true, ...(anew ? { etag: null, lastModified: null } : {}) }) },
    );
  },

  note: async (organizationId: string, id: string, changes: WebChanges): Promise<void> => {
    await KnowledgeItemModel.updateOne(
      { _id: id, organizationId, web: { $ne: null } },
      { $set: ofWeb(changes) },
    );
  },

  /** Stores what a fetch found, once; as a new revision when there was an earlier content and this one differs. */
  take: (
    { organizationId, _id }: KnowledgeItemDocument,
    { content, isRevised, web }: { content: Partial<FetchedContent>; isRevised: boolean; web: WebChanges },
  ): Promise<KnowledgeItemDocument | null> => {
    const update: UpdateQuery<KnowledgeItemDocument> = {
      $set: { ...content, ...ofWeb({ ...web, due: false, misses: 0, warning: null }) },
      ...(isRevised ? { $inc: { revision: 1 } } : {}),
    };
    return KnowledgeItemModel.findOneAndUpdate({ _id, organizationId, 'web.due': true }, update, {
      returnDocument: 'after',
    })
      .lean()
      .exec();
  },

  /** The fetch gave nothing: content that is there stays, with a warning; without any the item has failed. */
  noteFailure: async (
    { organizationId, _id, activeRevision }: KnowledgeItemDocument,
    reason: string,
    changes: WebChanges = {},
  ): Promise<void> => {
    const isEmpty = activeRevision === null;
    const status = isEmpty ? { status: 'failed', error: reason } : { status: 'ready' };
    await KnowledgeItemModel.updateOne(
      { _id, organizationId },
      { $set: { ...status, ...ofWeb({ ...changes, warning: isEmpty ? null : reason }) } },
    );
  },

  /** Takes the content out of the searches. Returns the revision below which everything is to be removed. */
  withdraw: async (
    { organizationId, _id }: KnowledgeItemDocument,
    reason: string,
  ): Promise<number | null> => {
    const item = await KnowledgeItemModel.findOneAndUpdate(
      { _id, organizationId },
      {
        $set: {
          ...{
            status: 'failed',
            error: reason,
            blob: null,
            size: 0,
            activeRevision: null,
            activeChunks: null,
            warnings: [],
          },
          ...ofWeb({ due: false, etag: null, lastModified: null, warning: null }),
        },
        $inc: { revision: 1, 'web.misses': 1 },
      },
      { returnDocument: 'after' },
    )
      .lean()
      .exec();
    return item?.revision ?? null;
  },

  systemFind: (id: string): Promise<KnowledgeItemDocument | null> =>
    KnowledgeItemModel.findById(id).lean().exec(),
  /** Items that are to be refreshed, with how often. */
  systemRefreshed: async (): Promise<Map<string, RefreshInterval>> => {
    const items = await KnowledgeItemModel.find({ 'web.refresh': { $type: 'string' } }, { 'web.refresh': 1 })
      .lean<Pick<KnowledgeItemDocument, '_id' | 'web'>[]>()
      .exec();
    return new Map(items.flatMap(({ _id, web }) => (web?.refresh ? [[_id, web.refresh] as const] : [])));
  },
};
