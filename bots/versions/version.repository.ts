import type { PageRequest } from '../../contracts/common.contract.js';
import { VersionModel, type VersionDocument } from './version.model.js';

export type VersionListing = Omit<VersionDocument, 'content'>;

const idOf = (chatbotId: string, number: number): string => `${chatbotId}:${number}`;

export const versionRepository = {
  insert: async (
    organizationId: string,
    values: Omit<VersionDocument, '_id' | 'organizationId'>,
  ): Promise<VersionDocument> => {
    const _id = idOf(values.chatbotId, values.number);
    return (await new VersionModel({ ...values, _id, organizationId }).save()).toObject();
  },
  find: (organizationId: string, chatbotId: string, number: number): Promise<VersionDocument | null> =>
    VersionModel.findOne({ _id: idOf(chatbotId, number), organizationId })
      .lean()
      .exec(),
  hashOf: async (organizationId: string, chatbotId: string, number: number): Promise<string | null> => {
    const found = await VersionModel.findOne(
      { _id: idOf(chatbotId, number), organizationId },
      { contentHash: 1 },
    )
      .lean()
      .exec();
    return found?.contentHash ?? null;
  },
  /** The intent models of these versions. */
  intentModels: async (
    organizationId: string,
    chatbotId: string,
    numbers: number[],
  ): Promise<Map<number, string | null>> => {
    const ids = numbers.map((number) => idOf(chatbotId, number));
    const found = await VersionModel.find(
      { _id: { $in: ids }, organizationId },
      { number: 1, 'content.intentModelId': 1 },
    )
      .lean<{ number: number; content: Pick<VersionDocument['content'], 'intentModelId'> }[]>()
      .exec();
    return new Map(found.map(({ number, content }) => [number, content.intentModelId]));
  },
  /** Newest first, without what is in them. */
  list: async (organizationId: string, chatbotId: string, { page, limit }: PageRequest) => {
    const where = { organizationId, chatbotId };
    const [items, total] = await Promise.all([
      VersionModel.find(where, { content: 0 })
        .sort({ number: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<VersionListing[]>()
        .exec(),
      VersionModel.countDocuments(where).exec(),
    ]);
    return { items, total };
  },
  /** Which versions of which bots have a plugin. */
  chatbotsWithPlugin: async (
    organizationId: string,
    pluginId: string,
  ): Promise<{ chatbotId: string; numbers: number[] }[]> => {
    const groups = await VersionModel.aggregate<{ _id: string; numbers: number[] }>([
      { $match: { organizationId, 'content.plugins.pluginId': pluginId } },
      { $group: { _id: '$chatbotId', numbers: { $push: '$number' } } },
    ]);
    return groups.map(({ _id, numbers }) => ({ chatbotId: _id, numbers }));
  },
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await VersionModel.deleteMany({ organizationId, chatbotId });
  },
};
