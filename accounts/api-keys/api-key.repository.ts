import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { paginate } from '../../platform/mongo/paginate.js';
import { ApiKeyModel, type ApiKeyDocument } from './api-key.model.js';

type NewApiKey = Pick<ApiKeyDocument, 'userId' | 'name' | 'prefix' | 'hash' | 'scopes' | 'expiresAt'>;

/** A key's use is noted at most once a minute. */
const usedResolutionMs = 60_000;

export const apiKeyRepository = {
  insert: async (organizationId: string, values: NewApiKey): Promise<ApiKeyDocument> =>
    (await new ApiKeyModel({ ...values, organizationId }).save()).toObject(),
  list: (organizationId: string, request: PageRequest & { sort: SortOrder }) =>
    paginate(ApiKeyModel, { organizationId, revokedAt: null }, request),
  revoke: async (organizationId: string, id: string): Promise<boolean> => {
    const result = await ApiKeyModel.updateOne(
      { _id: id, organizationId, revokedAt: null },
      { $set: { revokedAt: new Date() } },
    );
    return result.modifiedCount > 0;
  },
  revokeOfMember: async (organizationId: string, userId: string): Promise<void> => {
    await ApiKeyModel.updateMany(
      { organizationId, userId, revokedAt: null },
      { $set: { revokedAt: new Date() } },
    );
  },
  systemCount: (userId: string): Promise<number> =>
    ApiKeyModel.countDocuments({ userId, revokedAt: null }).exec(),
  systemDeleteAll: async (userId: string): Promise<void> => {
    await ApiKeyModel.deleteMany({ userId });
  },
  systemFindActive: (hash: string): Promise<ApiKeyDocument | null> =>
    ApiKeyModel.findOne({ hash, revokedAt: null }).lean().exec(),
  systemFindActiveById: (id: string): Promise<ApiKeyDocument | null> =>
    ApiKeyModel.findOne({ _id: id, revokedAt: null }).lean().exec(),
  systemNoteUse: async (key: ApiKeyDocument): Promise<void> => {
    const now = Date.now();
    if (key.lastUsedAt && now - key.lastUsedAt.getTime() < usedResolutionMs) return;
    await ApiKeyModel.updateOne({ _id: key._id }, { $set: { lastUsedAt: new Date(now) } });
  },
};
