import { derivedId } from '../../../platform/ids.js';
import { DecisionModel, type DecisionDocument } from './decision.model.js';

export const decisionRepository = {
  /** One version of a content has one decision: the latest. */
  put: async (
    organizationId: string,
    decision: Omit<DecisionDocument, '_id' | 'organizationId' | 'createdAt' | 'updatedAt'>,
  ): Promise<void> => {
    const { contentId, contentHash, ...values } = decision;
    await DecisionModel.updateOne(
      { _id: derivedId(organizationId, contentId, contentHash), organizationId },
      { $set: values, $setOnInsert: { contentId, contentHash } },
      { upsert: true },
    );
  },

  latestOf: (organizationId: string, contentId: string): Promise<DecisionDocument | null> =>
    DecisionModel.findOne({ organizationId, contentId }).sort({ updatedAt: -1 }).lean().exec(),
};
