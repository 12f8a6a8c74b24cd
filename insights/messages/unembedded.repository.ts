import { MessageModel, type Embedded, type MessageDocument } from './message.model.js';

/** Of which organisation; of all when absent. */
export interface MessageScope {
  organizationId?: string;
}

/** In which of two indexes: the one that is searched, or the one that is being made. */
export type Place = 'embedded' | 'building';

const there = { deletedAt: null };
const inScope = ({ organizationId }: MessageScope) => ({
  ...(organizationId ? { organizationId } : {}),
  ...there,
});

/** Messages whose vector is not that of their text as it is now. */
const lacking = (place: Place) => ({
  $expr: { $ne: [{ $ifNull: [`$${place}.revision`, 0] }, '$revision'] },
});

/** What work on all messages of an installation reads and notes; it knows organisations by the messages themselves. */
export const unembeddedRepository = {
  systemOrganizations: (scope: MessageScope): Promise<string[]> =>
    MessageModel.distinct('organizationId', inScope(scope)).exec(),
  /** The ids of those without a vector, behind a given one, in the order of the ids. */
  systemLacking: async (
    scope: MessageScope,
    { place, after, limit }: { place: Place; after: string; limit: number },
  ): Promise<string[]> => {
    const found = await MessageModel.find(
      { ...inScope(scope), _id: { $gt: after }, ...lacking(place) },
      { _id: 1 },
    )
      .sort({ _id: 1 })
      .limit(limit)
      .lean()
      .exec();
    return found.map(({ _id }) => _id);
  },
  systemFind: (ids: string[]): Promise<MessageDocument[]> =>
    MessageModel.find({ _id: { $in: ids }, ...there })
      .lean()
      .exec(),
  /** A sample of an organisation's latest texts. */
  latestTexts: async (organizationId: string, limit: number): Promise<string[]> => {
    const found = await MessageModel.find({ organizationId, ...there }, { content: 1 })
      .sort({ sentAt: -1 })
      .limit(limit)
      .lean()
      .exec();
    return found.map(({ content }) => content);
  },
  noteEmbedded: async (
    organizationId: string,
    messages: Pick<MessageDocument, '_id' | 'revision'>[],
    { place, generation }: { place: Place; generation: number },
  ): Promise<void> => {
    await MessageModel.bulkWrite(
      messages.map(({ _id, revision }) => ({
        updateOne: {
          filter: { _id, organizationId },
          update: { $set: { [place]: { generation, revision } satisfies Embedded, embeddingError: null } },
        },
      })),
      { ordered: false, timestamps: false },
    );
  },
  noteFailed: async (organizationId: string, id: string, error: string): Promise<void> => {
    await MessageModel.updateOne(
      { _id: id, organizationId },
      { $set: { embeddingError: error } },
      { timestamps: false },
    );
  },
  /** Nothing stands in the index for these. */
  noteMissing: async (organizationId: string, ids: string[]): Promise<void> => {
    await MessageModel.updateMany(
      { _id: { $in: ids }, organizationId },
      { $set: { embedded: null } },
      { timestamps: false },
    );
  },
  /** What was embedded for the new index stands in the searched one from here on. */
  adoptBuilt: async (organizationId: string): Promise<void> => {
    await MessageModel.updateMany(
      { organizationId },
      [{ $set: { embedded: { $ifNull: ['$building', null] }, building: null } }],
      { timestamps: false, updatePipeline: true },
    );
  },
  forgetBuilt: async (organizationId: string): Promise<void> => {
    await MessageModel.updateMany(
      { organizationId, building: { $ne: null } },
      { $set: { building: null } },
      { timestamps: false },
    );
  },
  /** Ids and revisions of messages behind an id, in the order of the ids. */
  revisions: (organizationId: string, { after, limit }: { after: string; limit: number }) =>
    MessageModel.find(
      { organizationId, _id: { $gt: after }, ...there },
      { revision: 1, sentAt: 1, embedded: 1, embeddingError: 1 },
    )
      .sort({ _id: 1 })
      .limit(limit)
      .lean()
      .exec(),
  /** Deleted ones whose vectors are still to be removed. */
  systemDeleted: (limit: number): Promise<Pick<MessageDocument, '_id' | 'organizationId'>[]> =>
    MessageModel.find({ deletedAt: { $type: 'date' } }, { organizationId: 1 })
      .limit(limit)
      .lean()
      .exec(),
  systemRemoveDeleted: async (ids: string[]): Promise<void> => {
    await MessageModel.deleteMany({ _id: { $in: ids }, deletedAt: { $type: 'date' } });
  },
};
