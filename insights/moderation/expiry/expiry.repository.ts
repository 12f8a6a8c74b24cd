import { ExpiryModel, type ExpiryDocument } from './expiry.model.js';

export const expiryRepository = {
  insert: async (
    organizationId: string,
    values: Pick<ExpiryDocument, '_id' | 'userId' | 'kind' | 'dueAt'>,
  ): Promise<ExpiryDocument> => (await new ExpiryModel({ ...values, organizationId }).save()).toObject(),

  cancel: async (organizationId: string, id: string): Promise<void> => {
    await ExpiryModel.updateOne(
      { _id: id, organizationId, status: { $in: ['waiting', 'started'] } },
      { $set: { status: 'cancelled' } },
    );
  },

  /** Workflows know an expiry by its id alone. */
  systemFind: (id: string): Promise<ExpiryDocument | null> => ExpiryModel.findById(id).lean().exec(),

  systemNoteStart: async (id: string): Promise<void> => {
    await ExpiryModel.updateOne({ _id: id, status: 'waiting' }, { $set: { status: 'started' } });
  },

  /** True for the one who ends it. */
  systemSettle: async (id: string): Promise<boolean> => {
    const settled = await ExpiryModel.updateOne(
      { _id: id, status: { $in: ['waiting', 'started'] } },
      { $set: { status: 'done' } },
    );
    return settled.modifiedCount === 1;
  },

  /** Those that nobody handed to Temporal, and those that should be over by now: their workflow was lost. */
  systemNeglected: (createdBefore: Date, dueBefore: Date): Promise<ExpiryDocument[]> =>
    ExpiryModel.find({
      $or: [
        { status: 'waiting', createdAt: { $lt: createdBefore } },
        { status: 'started', dueAt: { $lt: dueBefore } },
      ],
    })
      .limit(500)
      .lean()
      .exec(),
};
