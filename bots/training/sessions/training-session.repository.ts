import type { PageRequest, SortOrder } from '../../../contracts/common.contract.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import {
  TrainingSessionModel,
  type FineTuningFields,
  type TrainingSessionDocument,
  type TunedSide,
} from './training-session.model.js';

type NewSession = Pick<
  TrainingSessionDocument,
  '_id' | 'chatbotId' | 'jobId' | 'datasetIds' | 'config' | 'createdBy' | 'createdAt' | 'fineTuning'
>;

export const trainingSessionRepository = {
  insert: async (organizationId: string, values: NewSession): Promise<TrainingSessionDocument> =>
    (await new TrainingSessionModel({ ...values, organizationId }).save()).toObject(),
  find: (organizationId: string, id: string): Promise<TrainingSessionDocument | null> =>
    TrainingSessionModel.findOne({ _id: id, organizationId }).lean().exec(),
  /** The session that made a model. */
  ofModel: (
    organizationId: string,
    chatbotId: string,
    modelId: string,
  ): Promise<TrainingSessionDocument | null> =>
    TrainingSessionModel.findOne({ organizationId, chatbotId, modelId }).lean().exec(),
  list: (
    organizationId: string,
    { chatbotId, ...request }: PageRequest & { sort: SortOrder; chatbotId: string },
  ) => paginate(TrainingSessionModel, { organizationId, chatbotId }, request),
  update: async (
    organizationId: string,
    id: string,
    values: Partial<TrainingSessionDocument>,
  ): Promise<void> => {
    await TrainingSessionModel.updateOne({ _id: id, organizationId }, { $set: values });
  },
  /** Changes single values of where fine-tuning stands. */
  updateTuning: async (
    organizationId: string,
    id: string,
    values: Partial<FineTuningFields> & Record<`scores.${number}.${TunedSide}`, number>,
  ): Promise<void> => {
    const set = Object.entries<unknown>(values).map(([name, value]): [string, unknown] => [
      `fineTuning.${name}`,
      value,
    ]);
    await TrainingSessionModel.updateOne({ _id: id, organizationId }, { $set: Object.fromEntries(set) });
  },
  /** Ends a session that is in the given state; `null` when it is not. */
  conclude: (
    organizationId: string,
    id: string,
    from: TrainingSessionDocument['outcome'],
    values: Partial<TrainingSessionDocument>,
  ): Promise<TrainingSessionDocument | null> =>
    TrainingSessionModel.findOneAndUpdate(
      { _id: id, organizationId, outcome: from },
      { $set: values },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Sessions of a bot that have not ended. */
  openOf: (organizationId: string, chatbotId: string): Promise<string[]> =>
    TrainingSessionModel.distinct('_id', { organizationId, chatbotId, outcome: null }),
  jobIdsOf: (organizationId: string, chatbotId: string): Promise<string[]> =>
    TrainingSessionModel.distinct('jobId', { organizationId, chatbotId }),
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await TrainingSessionModel.deleteMany({ organizationId, chatbotId });
  },
};
