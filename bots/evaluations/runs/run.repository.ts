import type { PageRequest, SortOrder } from '../../../contracts/common.contract.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import { EvaluationRunModel, type EvaluationOutcome, type EvaluationRunDocument } from './run.model.js';

type NewRun = Omit<
  EvaluationRunDocument,
  'organizationId' | 'embeddingModel' | 'outcome' | 'error' | 'summary' | 'createdAt' | 'completedAt'
>;
type Values = Partial<
  Pick<EvaluationRunDocument, 'embeddingModel' | 'outcome' | 'error' | 'summary' | 'completedAt'>
>;

export const evaluationRunRepository = {
  insert: async (organizationId: string, values: NewRun): Promise<EvaluationRunDocument> =>
    (await new EvaluationRunModel({ ...values, organizationId, createdAt: new Date() }).save()).toObject(),
  find: (organizationId: string, id: string): Promise<EvaluationRunDocument | null> =>
    EvaluationRunModel.findOne({ _id: id, organizationId }).lean().exec(),
  list: (
    organizationId: string,
    { chatbotId, setId, ...request }: PageRequest & { sort: SortOrder; chatbotId: string; setId?: string },
  ) =>
    paginate(
      EvaluationRunModel,
      { organizationId, chatbotId, ...(setId === undefined ? {} : { setId }) },
      request,
    ),
  update: async (organizationId: string, id: string, values: Values): Promise<void> => {
    await EvaluationRunModel.updateOne({ _id: id, organizationId }, { $set: values });
  },
  /** Ends one that has not ended; `null` when it has. */
  conclude: (
    organizationId: string,
    id: string,
    outcome: EvaluationOutcome,
    values: Values,
  ): Promise<EvaluationRunDocument | null> =>
    EvaluationRunModel.findOneAndUpdate(
      { _id: id, organizationId, outcome: null },
      { $set: { ...values, outcome, completedAt: new Date() } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** The newest completed one of a content with a set. */
  latestOf: (
    organizationId: string,
    { chatbotId, setId, contentHash }: { chatbotId: string; setId: string; contentHash: string },
  ): Promise<EvaluationRunDocument | null> =>
    EvaluationRunModel.findOne({
      ...{ organizationId, chatbotId, setId, 'candidate.contentHash': contentHash },
      outcome: 'completed',
    })
      .sort({ completedAt: -1 })
      .lean()
      .exec(),
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (await EvaluationRunModel.deleteOne({ _id: id, organizationId })).deletedCount === 1,
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await EvaluationRunModel.deleteMany({ organizationId, chatbotId });
  },
};
