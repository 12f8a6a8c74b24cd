import { derivedId } from '../../../platform/ids.js';
import type { EndUser } from '../end-user.js';
import { ContextModel, type ContextDocument } from './context.model.js';
import { upserting } from '../../../platform/mongo/duplicate-key.js';

type Values = Pick<ContextDocument, 'data' | 'summary' | 'expiresAt'>;

const idOf = ({ chatbotId, userId }: EndUser): string => derivedId('context', chatbotId, userId);
const alive = () => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] });

export const contextRepository = {
  /** `null` when there is none, or none any more. */
  find: (organizationId: string, user: EndUser): Promise<ContextDocument | null> =>
    ContextModel.findOne({ _id: idOf(user), organizationId, ...alive() })
      .lean()
      .exec(),
  put: (organizationId: string, user: EndUser, values: Values): Promise<ContextDocument> =>
    upserting(() =>
      ContextModel.findOneAndUpdate(
        { _id: idOf(user), organizationId },
        { $set: values, $setOnInsert: { chatbotId: user.chatbotId, userId: user.userId } },
        { upsert: true, returnDocument: 'after' },
      )
        .lean<ContextDocument>()
        .exec(),
    ),
  /** What it was; `null` when there was none. */
  delete: (organizationId: string, user: EndUser): Promise<ContextDocument | null> =>
    ContextModel.findOneAndDelete({ _id: idOf(user), organizationId, ...alive() })
      .lean()
      .exec(),
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await ContextModel.deleteMany({ organizationId, chatbotId });
  },
  deleteOfOrganization: async (organizationId: string): Promise<void> => {
    await ContextModel.deleteMany({ organizationId });
  },
};
