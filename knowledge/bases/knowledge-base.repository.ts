import type { PageRequest, SortOrder } from '../../contracts/common.contract.js';
import { onDuplicate } from '../../platform/mongo/duplicate-key.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import {
  KnowledgeBaseModel,
  type BuildingIndex,
  type IndexSettings,
  type KnowledgeBaseDocument,
} from './knowledge-base.model.js';

type NewKnowledgeBase = Pick<
  KnowledgeBaseDocument,
  'chatbotId' | 'name' | 'description' | 'language' | 'chunking' | 'embedding' | 'analyser'
>;

const taken = { name: 'A knowledge base of this name exists' };

export const knowledgeBaseRepository = {
  insert: (organizationId: string, values: NewKnowledgeBase): Promise<KnowledgeBaseDocument> =>
    onDuplicate(taken, async () =>
      (await new KnowledgeBaseModel({ ...values, organizationId }).save()).toObject(),
    ),
  find: (organizationId: string, id: string): Promise<KnowledgeBaseDocument | null> =>
    KnowledgeBaseModel.findOne({ _id: id, organizationId }).lean().exec(),
  findMany: (organizationId: string, ids: string[]): Promise<KnowledgeBaseDocument[]> =>
    KnowledgeBaseModel.find({ _id: { $in: ids }, organizationId })
      .lean()
      .exec(),
  ofOrganization: (organizationId: string): Promise<KnowledgeBaseDocument[]> =>
    KnowledgeBaseModel.find({ organizationId }).lean().exec(),
  ofChatbot: (organizationId: string, chatbotId: string): Promise<KnowledgeBaseDocument[]> =>
    KnowledgeBaseModel.find({ organizationId, chatbotId }).lean().exec(),
  list: (
    organizationId: string,
    { chatbotId, search, ...request }: PageRequest & { sort: SortOrder; chatbotId: string; search?: string },
  ) =>
    paginate(
      KnowledgeBaseModel,
      { organizationId, chatbotId, ...(search ? { name: contains(search) } : {}) },
      request,
    ),
  update: (
    organizationId: string,
    id: string,
    values: Partial<Pick<KnowledgeBaseDocument, 'name' | 'description' | 'language'>>,
  ): Promise<KnowledgeBaseDocument | null> =>
    onDuplicate(taken, () =>
      KnowledgeBaseModel.findOneAndUpdate(
        { _id: id, organizationId },
        { $set: values },
        { returnDocument: 'after' },
      )
        .lean()
        .exec(),
    ),
  /**
   * Inside a transaction: of those who hold the same knowledge base one has to wait for the other. `null` when it is gone, or
   * searches use another generation than the given one.
   */
  hold: (organizationId: string, id: string, generation?: number): Promise<KnowledgeBaseDocument | null> =>
    KnowledgeBaseModel.findOneAndUpdate(
      { _id: id, organizationId, ...(generation === undefined ? {} : { generation }) },
      { $inc: { holds: 1 } },
      { returnDocument: 'after', timestamps: false },
    )
      .lean()
      .exec(),
  /** Begins to make a generation, unless one is made already. */
  openBuild: (
    organizationId: string,
    id: string,
    building: BuildingIndex,
  ): Promise<KnowledgeBaseDocument | null> =>
    KnowledgeBaseModel.findOneAndUpdate(
      { _id: id, organizationId, building: null },
      { $set: { building, lastGeneration: building.generation } },
      { returnDocument: 'after' },
    )
      .lean()
      .exec(),
  /** Gives the generation up that a job makes; answers the knowledge base as it was before, `null` when it made none. */
  dropBuild: (organizationId: string, id: string, jobId: string): Promise<KnowledgeBaseDocument | null> =>
    KnowledgeBaseModel.findOneAndUpdate(
      { _id: id, organizationId, 'building.jobId': jobId },
      { $set: { building: null } },
      { returnDocument: 'before' },
    )
      .lean()
      .exec(),
  /** From here on searches use this generation, made in this way. */
  goLive: async (
    organizationId: string,
    id: string,
    { generation, language, chunking, embedding, analyser }: IndexSettings & { generation: number },
  ): Promise<void> => {
    await KnowledgeBaseModel.updateOne(
      { _id: id, organizationId },
      {
        $set: { generation, language, chunking, embedding, analyser, building: null },
        $max: { lastGeneration: generation },
      },
    );
  },
  /** Those of all organisations, for the installation's own upkeep. */
  systemEach: (): AsyncIterable<KnowledgeBaseDocument> =>
    KnowledgeBaseModel.find().sort({ _id: 1 }).lean().cursor(),
  delete: (organizationId: string, id: string): Promise<KnowledgeBaseDocument | null> =>
    KnowledgeBaseModel.findOneAndDelete({ _id: id, organizationId }).lean().exec(),
};
