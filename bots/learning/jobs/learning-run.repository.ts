import { LearningRunModel, type LearningRunDocument } from './learning-run.model.js';

export type NewLearningRun = Pick<LearningRunDocument, '_id' | 'chatbotId' | 'createdBy' | 'purpose'> &
  Partial<Pick<LearningRunDocument, 'train' | 'from' | 'to' | 'limit'>>;

export const learningRunRepository = {
  insert: async (organizationId: string, values: NewLearningRun): Promise<void> => {
    await new LearningRunModel({ ...values, organizationId, createdAt: new Date() }).save();
  },
  find: (organizationId: string, id: string): Promise<LearningRunDocument | null> =>
    LearningRunModel.findOne({ _id: id, organizationId }).lean().exec(),
  update: async (
    organizationId: string,
    id: string,
    values: Partial<Pick<LearningRunDocument, 'candidates' | 'knowledgeBaseId' | 'datasetId'>>,
  ): Promise<void> => {
    await LearningRunModel.updateOne({ _id: id, organizationId }, { $set: values });
  },
  /** Nothing is in hand any more; a retry begins anew, with what is left of the candidates. */
  end: async (organizationId: string, id: string): Promise<void> => {
    await LearningRunModel.updateOne({ _id: id, organizationId }, { $inc: { attempt: 1 } });
  },
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await LearningRunModel.deleteMany({ organizationId, chatbotId });
  },
};
