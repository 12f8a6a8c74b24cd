import { ReindexModel, type ReindexDocument } from './reindex.model.js';

type NewReindex = Pick<ReindexDocument, '_id' | 'knowledgeBaseId' | 'settings' | 'generation'>;

export const reindexRepository = {
  insert: async (organizationId: string, values: NewReindex): Promise<void> => {
    await ReindexModel.create({ ...values, organizationId });
  },
  find: (organizationId: string, jobId: string): Promise<ReindexDocument | null> =>
    ReindexModel.findOne({ _id: jobId, organizationId }).lean().exec(),
  update: async (
    organizationId: string,
    jobId: string,
    values: Partial<Pick<ReindexDocument, 'generation' | 'swappedAt'>>,
  ): Promise<void> => {
    await ReindexModel.updateOne({ _id: jobId, organizationId }, { $set: values });
  },
};
