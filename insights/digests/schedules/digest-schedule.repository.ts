import type { PutDigestSchedule } from '../../../contracts/ai/digest-schedules.contract.js';
import { derivedId } from '../../../platform/ids.js';
import { DigestScheduleModel, type DigestScheduleDocument } from './digest-schedule.model.js';
import { upserting } from '../../../platform/mongo/duplicate-key.js';

const keyOf = (organizationId: string, channelId: string): string =>
  derivedId('digest-schedule', organizationId, channelId);

export const digestScheduleRepository = {
  put: (
    organizationId: string,
    { channelId, ...values }: PutDigestSchedule,
    createdBy: string,
  ): Promise<DigestScheduleDocument> =>
    upserting(() =>
      DigestScheduleModel.findOneAndUpdate(
        { _id: keyOf(organizationId, channelId), organizationId },
        { $set: { ...values, isPending: true }, $setOnInsert: { channelId, createdBy } },
        { upsert: true, returnDocument: 'after' },
      )
        .lean()
        .orFail()
        .exec(),
    ),
  find: (organizationId: string, channelId: string): Promise<DigestScheduleDocument | null> =>
    DigestScheduleModel.findOne({ _id: keyOf(organizationId, channelId), organizationId })
      .lean()
      .exec(),
  delete: (organizationId: string, channelId: string): Promise<DigestScheduleDocument | null> =>
    DigestScheduleModel.findOneAndDelete({ _id: keyOf(organizationId, channelId), organizationId })
      .lean()
      .exec(),
  /** A schedule in Temporal knows its channel by an id alone. */
  systemFind: (id: string): Promise<DigestScheduleDocument | null> =>
    DigestScheduleModel.findById(id).lean().exec(),
  systemAll: (): AsyncIterable<DigestScheduleDocument> => DigestScheduleModel.find().lean().cursor(),
  /** Temporal was told of this change; a later one is still to be told. */
  systemNoteTold: async ({ _id, updatedAt }: DigestScheduleDocument): Promise<void> => {
    await DigestScheduleModel.updateOne(
      { _id, updatedAt },
      { $set: { isPending: false } },
      { timestamps: false },
    );
  },
};
