import { literally } from '../../../platform/mongo/literally.js';
import { TurnModel, type TurnDocument } from '../../conversations/turn.model.js';
import type { EndUser } from '../end-user.js';

/** What a turn adds to an end user's memory. */
export type PendingTurn = Pick<
  TurnDocument,
  '_id' | 'organizationId' | 'chatbotId' | 'userId' | 'entities' | 'topics' | 'createdAt'
>;

const fields = { organizationId: 1, chatbotId: 1, userId: 1, entities: 1, topics: 1, createdAt: 1 };
const of = (organizationId: string, { chatbotId, userId }: EndUser) => ({
  organizationId,
  chatbotId,
  userId,
});

/** A turn's part in its end user's memory. */
export const turnMemoryRepository = {
  hasPending: async (organizationId: string, user: EndUser): Promise<boolean> =>
    (await TurnModel.exists({ ...of(organizationId, user), memory: 'pending' })) !== null,
  /** What has not gone into memory yet, oldest first. */
  pending: (organizationId: string, user: EndUser, limit: number): Promise<PendingTurn[]> =>
    TurnModel.find({ ...of(organizationId, user), memory: 'pending' }, fields)
      .sort({ createdAt: 1, _id: 1 })
      .limit(limit)
      .lean<PendingTurn[]>()
      .exec(),
  markFolded: async (organizationId: string, ids: string[]): Promise<void> => {
    await TurnModel.updateMany(
      { organizationId, _id: { $in: ids }, memory: 'pending' },
      { $set: { memory: 'folded' } },
    );
  },
  /** Later prompts leave out the end user's turns that name one of these. */
  withhold: async (organizationId: string, user: EndUser, values: string[]): Promise<void> => {
    const named = {
      $regex: `(?<![\\p{L}\\p{N}])(?:${values.map(literally).join('|')})(?![\\p{L}\\p{N}])`,
      $options: 'i',
    };
    await TurnModel.updateMany(
      { ...of(organizationId, user), withheld: { $ne: true }, $or: [{ question: named }, { answer: named }] },
      { $set: { withheld: true } },
    );
  },
  /** So are answers that were written from memory: a model says in its own words what it was told. Quotations are not. */
  withholdAnswersFromMemory: async (organizationId: string, user: EndUser): Promise<void> => {
    await TurnModel.updateMany(
      {
        ...of(organizationId, user),
        'trace.usesMemory': true,
        $or: [{ provider: { $ne: 'local' } }, { 'trace.remembered': { $ne: null } }],
      },
      { $set: { withheld: true } },
    );
  },
  /** Prompts that held something remembered are dropped from the traces. */
  dropPrompts: async (organizationId: string, user: EndUser): Promise<void> => {
    await TurnModel.updateMany(
      { ...of(organizationId, user), 'trace.usesMemory': true },
      [
        {
          $set: {
            'trace.prompt': [],
            'trace.query': '$question',
            'trace.remembered': null,
            'trace.usesMemory': false,
          },
        },
      ],
      { updatePipeline: true },
    );
  },
  /** End users with something that has not gone into memory for a while. */
  systemWithPending: async (before: Date, limit: number): Promise<EndUser[]> => {
    const turns = await TurnModel.find({ memory: 'pending', createdAt: { $lt: before } }, fields)
      .limit(limit)
      .lean<PendingTurn[]>()
      .exec();
    const users = turns.flatMap(({ organizationId, chatbotId, userId }) =>
      userId === null ? [] : [{ organizationId, chatbotId, userId }],
    );
    return [...new Map(users.map((user) => [Object.values(user).join('\0'), user])).values()];
  },
};
