import { MessageIndexModel, type MessageIndexDocument, type MessageIndexing } from './message-index.model.js';
import { upserting } from '../../../platform/mongo/duplicate-key.js';

export const messageIndexRepository = {
  find: (organizationId: string): Promise<MessageIndexDocument | null> =>
    MessageIndexModel.findOne({ _id: organizationId, organizationId }).lean().exec(),
  /** The index there is, made first when there is none. */
  ensure: async (organizationId: string, indexing: MessageIndexing): Promise<MessageIndexDocument> =>
    upserting(() =>
      MessageIndexModel.findOneAndUpdate(
        { _id: organizationId, organizationId },
        { $setOnInsert: { ...indexing, madeBy: null, building: null } },
        { upsert: true, returnDocument: 'after' },
      )
        .lean()
        .orFail()
        .exec(),
    ),
  /** A job makes another index beside the one that is searched; `null` while another job does. */
  build: (
    organizationId: string,
    building: NonNullable<MessageIndexDocument['building']>,
  ): Promise<MessageIndexDocument | null> =>
    MessageIndexModel.findOneAndUpdate(
      { _id: organizationId, organizationId, building: null },
      { $set: { building } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** The index that the job made is the one that is searched from here on; answers the one before. */
  swap: (organizationId: string, { jobId, ...indexing }: NonNullable<MessageIndexDocument['building']>) =>
    MessageIndexModel.findOneAndUpdate(
      { _id: organizationId, organizationId, 'building.jobId': jobId },
      { $set: { ...indexing, madeBy: jobId, building: null } },
      { returnDocument: 'before' },
    )
      .lean()
      .exec(),
  abandon: async (organizationId: string, jobId: string): Promise<void> => {
    await MessageIndexModel.updateOne(
      { _id: organizationId, organizationId, 'building.jobId': jobId },
      { $set: { building: null } },
    );
  },
  systemAll: (organizationId?: string): Promise<MessageIndexDocument[]> =>
    MessageIndexModel.find(organizationId ? { organizationId } : {})
      .lean()
      .exec(),
  systemBuiltBy: (jobId: string): Promise<MessageIndexDocument[]> =>
    MessageIndexModel.find({ 'building.jobId': jobId }).lean().exec(),
};
