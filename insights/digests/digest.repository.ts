import type { PageRequest } from '../../contracts/common.contract.js';
import { paginate } from '../../platform/mongo/paginate.js';
import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';
import type { DomainEvent } from '../../contracts/events.contract.js';
import { DigestInputModel } from './digest-input.model.js';
import { DigestModel, type DigestDocument } from './digest.model.js';

export type NewDigest = Pick<
  DigestDocument,
  '_id' | 'createdBy' | 'channelId' | 'jobId' | 'options' | 'fingerprint' | 'scheduleId' | 'source'
>;
export type MadeDigest = Required<Pick<DigestDocument, 'digest' | 'provider' | 'costInfo'>>;

export const digestRepository = {
  /** Call it in a transaction: a digest without its messages could never be made. `null` for those that are stored already. */
  insert: async (organizationId: string, values: NewDigest, messages: AiMessage[] | null): Promise<void> => {
    await new DigestModel({ ...values, organizationId }).save();
    if (messages) await new DigestInputModel({ _id: values._id, organizationId, messages }).save();
  },
  find: (organizationId: string, id: string): Promise<DigestDocument | null> =>
    DigestModel.findOne({ _id: id, organizationId }).lean().exec(),
  list: (organizationId: string, { channelId, ...request }: PageRequest & { channelId?: string }) =>
    paginate(
      DigestModel,
      { organizationId, ...(channelId === undefined ? {} : { channelId }) },
      { ...request, sort: { field: 'createdAt', direction: -1 } },
    ),
  /** When the last digest of a schedule was made. */
  lastOfSchedule: async (organizationId: string, scheduleId: string): Promise<Date | null> => {
    const last = await DigestModel.findOne(
      { organizationId, scheduleId, completedAt: { $ne: null } },
      { completedAt: 1 },
    )
      .sort({ completedAt: -1 })
      .lean()
      .exec();
    return last?.completedAt ?? null;
  },
  messagesOf: async (organizationId: string, id: string): Promise<AiMessage[] | null> =>
    (await DigestInputModel.findOne({ _id: id, organizationId }).lean().exec())?.messages ?? null,
  /** Stores what was made, with its event in the same write; false when it has been made before. */
  complete: async (
    organizationId: string,
    id: string,
    made: MadeDigest,
    event: DomainEvent,
  ): Promise<boolean> => {
    const changed = await DigestModel.updateOne(
      { _id: id, organizationId, completedAt: null },
      { $set: { ...made, completedAt: new Date() }, $push: { events: event } },
    );
    return changed.modifiedCount === 1;
  },
  forgetMessages: async (organizationId: string, id: string): Promise<void> => {
    await DigestInputModel.deleteOne({ _id: id, organizationId });
  },
};
