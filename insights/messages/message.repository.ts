import type { PageRequest } from '../../contracts/common.contract.js';
import type { StoredMessage } from '../../contracts/ai/messages.contract.js';
import { derivedId } from '../../platform/ids.js';
import { paginate } from '../../platform/mongo/paginate.js';
import { MessageModel, type MessageDocument } from './message.model.js';

/** Messages of a channel, an author, a time (`to` is not part of it); of all that is not said. */
export interface MessageFilter {
  channelId?: string | null;
  authorId?: string | null;
  from?: Date | null;
  to?: Date | null;
}

export const messageKey = (organizationId: string, messageId: string): string =>
  derivedId('message', organizationId, messageId);

const there = { deletedAt: null };

/** Messages of one write. */
const writtenAtOnce = 50;

function upsertSome(organizationId: string, messages: StoredMessage[], now: Date) {
  return MessageModel.bulkWrite(
    messages.map((message) => {
      const values = fieldsOf(message);
      const isNewText = {
        $or: [{ $ne: ['$content', values.content] }, { $ne: [{ $ifNull: ['$deletedAt', null] }, null] }],
      };
      const isSame = { $and: Object.entries(values).map(([field, value]) => sameAs(field, value)) };
      const isThere = { $eq: [{ $ifNull: ['$deletedAt', null] }, null] };
      return {
        updateOne: {
          // The id is the organisation's own; with nothing beside it MongoDB tries an insert again that met another.
          filter: { _id: messageKey(organizationId, message.id) },
          update: [
            {
              $set: {
                updatedAt: { $cond: [{ $and: [isSame, isThere] }, { $ifNull: ['$updatedAt', now] }, now] },
                createdAt: { $cond: [isThere, { $ifNull: ['$createdAt', now] }, now] },
                ...{ organizationId: literal(organizationId), messageId: literal(message.id) },
                revision: {
                  $cond: [isNewText, { $add: [{ $ifNull: ['$revision', 0] }, 1] }, '$revision'],
                },
                embeddingError: {
                  $cond: [isNewText, null, { $ifNull: ['$embeddingError', null] }],
                },
                embedded: { $ifNull: ['$embedded', null] },
                building: { $ifNull: ['$building', null] },
              },
            },
            {
              $set: {
                ...Object.fromEntries(
                  Object.entries(values).map(([field, value]) => [field, literal(value)]),
                ),
                deletedAt: null,
              },
            },
          ],
          upsert: true,
        },
      };
    }),
    { ordered: false, timestamps: false },
  );
}

/** How many of these began at that moment: new ones, and those that were deleted and wait to be removed. */
const createdAt = (organizationId: string, messages: StoredMessage[], now: Date): Promise<number> =>
  MessageModel.countDocuments({
    _id: { $in: messages.map(({ id }) => messageKey(organizationId, id)) },
    organizationId,
    createdAt: now,
  });

export const messageRepository = {
  /** Stores messages under their ids. What is the same stays; another text makes another revision, which has no vector yet. */
  upsert: async (
    organizationId: string,
    messages: StoredMessage[],
  ): Promise<{ created: number; updated: number }> => {
    const now = new Date();
    const sum = { created: 0, updated: 0 };
    // The driver copies and writes a whole batch at a stretch.
    for (let start = 0; start < messages.length; start += writtenAtOnce) {
      const batch = messages.slice(start, start + writtenAtOnce);
      const { upsertedCount, modifiedCount } = await upsertSome(organizationId, batch, now);
      const revived = modifiedCount === 0 ? 0 : (await createdAt(organizationId, batch, now)) - upsertedCount;
      sum.created += upsertedCount + revived;
      sum.updated += modifiedCount - revived;
    }
    return sum;
  },
  list: (organizationId: string, { channelId, ...request }: PageRequest & { channelId?: string }) =>
    paginate(
      MessageModel,
      { organizationId, ...there, ...(channelId === undefined ? {} : { channelId }) },
      { ...request, sort: { field: 'sentAt', direction: -1 } },
    ),
  findMany: (organizationId: string, ids: string[]): Promise<MessageDocument[]> =>
    MessageModel.find({ _id: { $in: ids }, organizationId, ...there })
      .lean()
      .exec(),
  /** Takes their texts away at once; what stands in the index goes later. */
  delete: async (
    organizationId: string,
    { channelId, id }: { channelId?: string; id?: string },
  ): Promise<number> => {
    const which = id === undefined ? { channelId } : { _id: messageKey(organizationId, id) };
    const result = await MessageModel.updateMany(
      { ...which, organizationId, ...there },
      { $set: { deletedAt: new Date(), content: '', authorName: '', reactions: [] } },
    );
    return result.modifiedCount;
  },
  /** The latest messages of all channels, or of one. */
  latest: (
    organizationId: string,
    { channelId, limit }: { channelId?: string; limit: number },
  ): Promise<MessageDocument[]> =>
    MessageModel.find({ organizationId, ...there, ...(channelId === undefined ? {} : { channelId }) })
      .sort({ sentAt: -1 })
      .limit(limit)
      .lean()
      .exec(),
  /** What was said before and after a message in its channel, in the order of time. */
  around: async (
    organizationId: string,
    { id, channel_id: channelId, created_at }: Pick<StoredMessage, 'id' | 'channel_id' | 'created_at'>,
    count: number,
  ): Promise<{ before: MessageDocument[]; after: MessageDocument[] }> => {
    const sentAt = new Date(created_at);
    const others = { organizationId, channelId, messageId: { $ne: id }, ...there };
    const [before, after] = await Promise.all([
      MessageModel.find({ ...others, sentAt: { $lte: sentAt } })
        .sort({ sentAt: -1 })
        .limit(count)
        .lean()
        .exec(),
      MessageModel.find({ ...others, sentAt: { $gt: sentAt } })
        .sort({ sentAt: 1 })
        .limit(count)
        .lean()
        .exec(),
    ]);
    return { before: before.reverse(), after };
  },
  /** Messages of a channel in a time, the earliest first. */
  between: (
    organizationId: string,
    { channelId, from, to, limit }: { channelId: string; from: Date; to: Date; limit: number },
  ): Promise<MessageDocument[]> =>
    MessageModel.find({ organizationId, channelId, sentAt: { $gte: from, $lt: to }, ...there })
      .sort({ sentAt: 1, _id: 1 })
      .limit(limit)
      .lean()
      .exec(),
  /** Keys and ids of messages that were stored until a moment, those behind a key, in the order of the keys. */
  selected: (
    organizationId: string,
    { channelId, authorId, from, to }: MessageFilter,
    { storedUntil, after, limit }: { storedUntil: Date; after: string; limit: number },
  ): Promise<Pick<MessageDocument, '_id' | 'messageId'>[]> =>
    MessageModel.find(
      {
        ...{ organizationId, _id: { $gt: after }, createdAt: { $lte: storedUntil }, ...there },
        ...(channelId ? { channelId } : {}),
        ...(authorId ? { authorId } : {}),
        ...(from || to ? { sentAt: { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) } } : {}),
      },
      { messageId: 1 },
    )
      .sort({ _id: 1 })
      .limit(limit)
      .lean()
      .exec(),
  /** What an author sent in a time whose end belongs to it, the latest first. */
  sentBy: (
    organizationId: string,
    { authorId, after, until, limit }: { authorId: string; after: Date; until: Date; limit: number },
  ): Promise<MessageDocument[]> =>
    MessageModel.find({ organizationId, authorId, sentAt: { $gt: after, $lte: until }, ...there })
      .sort({ sentAt: -1 })
      .limit(limit)
      .lean()
      .exec(),
};

const literal = (value: unknown) => ({ $literal: value });
const sameAs = (field: string, value: unknown) => ({ $eq: [`$${field}`, literal(value)] });

const fieldsOf = (message: StoredMessage) => ({
  channelId: message.channel_id,
  threadId: message.thread_id ?? null,
  content: message.content,
  authorId: message.author_id,
  authorName: message.author_name,
  sentAt: new Date(message.created_at),
  reactions: (message.reactions ?? []).map(({ emoji, count }) => ({ emoji, count })),
});
