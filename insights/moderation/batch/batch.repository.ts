import type { BatchResult } from '../../../contracts/ai/moderation-batch.contract.js';
import type { Page, PageRequest } from '../../../contracts/common.contract.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import {
  BatchItemModel,
  BatchModel,
  type BatchDocument,
  type BatchItemDocument,
  type BatchSelection,
} from './batch-item.model.js';

export type NewBatchItem = Omit<BatchItemDocument, 'organizationId' | 'createdAt' | 'result'>;

export const batchRepository = {
  insert: async (
    organizationId: string,
    batch: Omit<BatchDocument, 'organizationId' | 'createdAt'>,
    items: NewBatchItem[],
  ): Promise<void> => {
    await new BatchModel({ ...batch, organizationId }).save();
    await BatchItemModel.insertMany(items.map((item) => ({ ...item, organizationId })));
  },
  /** Adds items behind those that a batch has, and notes how far its selection is gathered; call it in a transaction. */
  append: async (
    organizationId: string,
    jobId: string,
    items: Omit<NewBatchItem, 'position'>[],
    progress: Pick<BatchSelection, 'after' | 'isGathered'>,
  ): Promise<void> => {
    const last = await BatchItemModel.findOne({ jobId, organizationId }, { position: 1 })
      .sort({ position: -1 })
      .lean()
      .exec();
    const next = (last?.position ?? -1) + 1;
    await BatchItemModel.insertMany(
      items.map((item, index) => ({ ...item, organizationId, position: next + index })),
    );
    await BatchModel.updateOne(
      { _id: jobId, organizationId },
      { $set: { 'selection.after': progress.after, 'selection.isGathered': progress.isGathered } },
    );
  },
  find: (organizationId: string, id: string): Promise<BatchDocument | null> =>
    BatchModel.findOne({ _id: id, organizationId }).lean().exec(),
  items: (organizationId: string, ids: string[]): Promise<BatchItemDocument[]> =>
    BatchItemModel.find({ _id: { $in: ids }, organizationId })
      .sort({ position: 1 })
      .lean()
      .exec(),
  /** A success needs the text no more; what failed keeps it for a retry. */
  settle: async (organizationId: string, id: string, result: BatchResult): Promise<void> => {
    await BatchItemModel.updateOne(
      { _id: id, organizationId },
      { $set: { result, ...(result.success ? { content: null, metadata: null } : {}) } },
    );
  },
  all: (organizationId: string, jobId: string): Promise<BatchItemDocument[]> =>
    BatchItemModel.find({ jobId, organizationId }).sort({ position: 1 }).lean().exec(),
  results: (organizationId: string, jobId: string, request: PageRequest): Promise<Page<BatchItemDocument>> =>
    paginate(
      BatchItemModel,
      { jobId, organizationId, result: { $ne: null } },
      { ...request, sort: { field: 'position', direction: 1 } },
    ),
};
