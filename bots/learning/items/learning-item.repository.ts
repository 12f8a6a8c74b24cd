import type { PageRequest, SortOrder } from '../../../contracts/common.contract.js';
import type { LearningKind, LearningSource, LearningStatus } from '../../../contracts/learning.contract.js';
import { onDuplicate } from '../../../platform/mongo/duplicate-key.js';
import { contains, paginate } from '../../../platform/mongo/paginate.js';
import { LearningItemModel, type Learned, type LearningItemDocument } from './learning-item.model.js';

export type NewLearningItem = Pick<
  LearningItemDocument,
  | 'chatbotId'
  | 'kind'
  | 'question'
  | 'questionKey'
  | 'answer'
  | 'intent'
  | 'source'
  | 'evidence'
  | 'createdBy'
> &
  Partial<Pick<LearningItemDocument, '_id' | 'origin' | 'generatedBy'>>;

export interface LearningFilter {
  chatbotId: string;
  status?: LearningStatus;
  kind?: LearningKind;
  source?: LearningSource;
  search?: string;
}

const taken = { questionKey: 'The bot has a learning item with this question already' };

export const learningItemRepository = {
  insert: (organizationId: string, values: NewLearningItem): Promise<LearningItemDocument> =>
    onDuplicate(taken, async () =>
      (await new LearningItemModel({ ...values, organizationId }).save()).toObject(),
    ),
  find: (organizationId: string, id: string): Promise<LearningItemDocument | null> =>
    LearningItemModel.findOne({ _id: id, organizationId }).lean().exec(),
  findMany: (organizationId: string, chatbotId: string, ids: string[]): Promise<LearningItemDocument[]> =>
    LearningItemModel.find({ _id: { $in: ids }, organizationId, chatbotId })
      .lean()
      .exec(),
  list: (
    organizationId: string,
    {
      chatbotId,
      status,
      kind,
      source,
      search,
      ...request
    }: LearningFilter & PageRequest & { sort: SortOrder },
  ) =>
    paginate(
      LearningItemModel,
      {
        ...{ organizationId, chatbotId },
        ...(status ? { status } : {}),
        ...(kind ? { kind } : {}),
        ...(source ? { source } : {}),
        ...(search ? { $or: [{ question: contains(search) }, { answer: contains(search) }] } : {}),
      },
      request,
    ),
  /** Every item of a bot, as far as another one could be its double. */
  known: (
    organizationId: string,
    chatbotId: string,
  ): Promise<Pick<LearningItemDocument, '_id' | 'kind' | 'question' | 'questionKey' | 'evidence'>[]> =>
    LearningItemModel.find(
      { organizationId, chatbotId },
      { kind: 1, question: 1, questionKey: 1, evidence: 1 },
    )
      .lean()
      .exec(),
  applied: (
    organizationId: string,
    chatbotId: string,
  ): Promise<Pick<LearningItemDocument, 'question' | 'evidence' | 'appliedAt'>[]> =>
    LearningItemModel.find(
      { organizationId, chatbotId, status: 'applied' },
      { question: 1, evidence: 1, appliedAt: 1 },
    )
      .lean()
      .exec(),
  /** The latest that went somewhere of a kind, which tells where the others belong. */
  latestLearned: (
    organizationId: string,
    chatbotId: string,
    type: Learned['type'],
  ): Promise<LearningItemDocument | null> =>
    LearningItemModel.findOne({ organizationId, chatbotId, 'learned.type': type })
      .sort({ appliedAt: -1 })
      .lean()
      .exec(),
  /** Changes an item that is in one of these states and in nobody's hands; `null` when it is not. */
  change: (
    organizationId: string,
    id: string,
    from: LearningStatus[],
    values: Partial<LearningItemDocument>,
  ): Promise<LearningItemDocument | null> =>
    onDuplicate(taken, () =>
      LearningItemModel.findOneAndUpdate(
        { _id: id, organizationId, status: { $in: from }, jobId: null },
        { $set: values },
        { returnDocument: 'after' },
      )
        .lean()
        .exec(),
    ),
  /** Puts items of a status into a job's hands; answers those that are in them now. */
  reserve: async (
    organizationId: string,
    { ids, jobId, status }: { ids: string[]; jobId: string; status: LearningStatus },
  ): Promise<LearningItemDocument[]> => {
    await LearningItemModel.updateMany(
      { _id: { $in: ids }, organizationId, status, jobId: null },
      { $set: { jobId } },
    );
    return LearningItemModel.find({ _id: { $in: ids }, organizationId, jobId })
      .lean()
      .exec();
  },
  /** Everything in a job's hands. */
  ofJob: (organizationId: string, jobId: string): Promise<LearningItemDocument[]> =>
    LearningItemModel.find({ organizationId, jobId }).lean().exec(),
  /** Lets go of what a job has in its hands. */
  release: async (organizationId: string, jobId: string): Promise<void> => {
    await LearningItemModel.updateMany({ organizationId, jobId }, { $set: { jobId: null } });
  },
  /** Ends a job's work on an item; false when it is not in its hands. */
  settle: async (
    organizationId: string,
    { id, jobId }: { id: string; jobId: string },
    values: Partial<LearningItemDocument>,
  ): Promise<boolean> => {
    const settled = await LearningItemModel.updateOne(
      { _id: id, organizationId, jobId },
      { $set: { ...values, jobId: null } },
    );
    return settled.matchedCount === 1;
  },
  countApplied: (organizationId: string, jobId: string, kinds: LearningKind[]): Promise<number> =>
    LearningItemModel.countDocuments({ organizationId, appliedBy: jobId, kind: { $in: kinds } }).exec(),
  countGenerated: (organizationId: string, jobId: string): Promise<number> =>
    LearningItemModel.countDocuments({ organizationId, generatedBy: jobId }).exec(),
  approvedIds: (organizationId: string, chatbotId: string, limit: number): Promise<string[]> =>
    LearningItemModel.find({ organizationId, chatbotId, status: 'approved', jobId: null }, { _id: 1 })
      .sort({ createdAt: 1, _id: 1 })
      .limit(limit)
      .lean()
      .exec()
      .then((items) => items.map(({ _id }) => _id)),
  delete: async (organizationId: string, id: string): Promise<boolean> =>
    (
      await LearningItemModel.deleteOne({
        ...{ _id: id, organizationId, jobId: null },
        status: { $ne: 'applied' },
      })
    ).deletedCount === 1,
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await LearningItemModel.deleteMany({ organizationId, chatbotId });
  },
};
