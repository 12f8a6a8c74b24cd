import type { PageRequest } from '../../../contracts/common.contract.js';
import type { CaseChange } from '../../../contracts/evaluations.contract.js';
import { paginate } from '../../../platform/mongo/paginate.js';
import {
  EvaluationResultModel,
  type EvaluationResultDocument,
  type Side,
  type SideResult,
} from './result.model.js';

type NewResult = Omit<EvaluationResultDocument, 'organizationId' | 'candidate' | 'baseline' | 'change'>;
export type MeasuredResult = Pick<EvaluationResultDocument, '_id' | 'candidate' | 'baseline'>;

const unread = (side: Side) => ({ [`${side}.answer`]: 0, [`${side}.citations`]: 0 });

export const evaluationResultRepository = {
  insertMany: async (organizationId: string, results: NewResult[]): Promise<void> => {
    const untouched = { candidate: null, baseline: null, change: null };
    await EvaluationResultModel.insertMany(
      results.map((result) => ({ ...result, ...untouched, organizationId })),
      { lean: true },
    );
  },
  find: (organizationId: string, id: string): Promise<EvaluationResultDocument | null> =>
    EvaluationResultModel.findOne({ _id: id, organizationId }).lean().exec(),
  list: (
    organizationId: string,
    {
      runId,
      change,
      status,
      ...request
    }: PageRequest & { runId: string; change?: CaseChange; status?: 'pending' | SideResult['status'] },
  ) =>
    paginate(
      EvaluationResultModel,
      {
        ...{ organizationId, runId },
        ...(change === undefined ? {} : { change }),
        ...(status === 'pending' ? { candidate: null } : status ? { 'candidate.status': status } : {}),
      },
      { ...request, sort: { field: 'position', direction: 1 } },
    ),
  /** Keeps how a version answered. */
  keep: async (organizationId: string, id: string, side: Side, result: SideResult): Promise<void> => {
    await EvaluationResultModel.updateOne({ _id: id, organizationId }, { $set: { [side]: result } });
  },
  /** In their order, without what only readers want. */
  measured: (organizationId: string, runId: string): Promise<MeasuredResult[]> =>
    EvaluationResultModel.find(
      { organizationId, runId },
      { ...unread('candidate'), ...unread('baseline'), question: 0, history: 0, expected: 0 },
    )
      .sort({ position: 1 })
      .lean<MeasuredResult[]>()
      .exec(),
  noteChanges: async (
    organizationId: string,
    changes: readonly { id: string; change: CaseChange | null }[],
  ): Promise<void> => {
    if (changes.length === 0) return;
    await EvaluationResultModel.bulkWrite(
      changes.map(({ id, change }) => ({
        updateOne: { filter: { _id: id, organizationId }, update: { $set: { change } } },
      })),
      { ordered: false },
    );
  },
  deleteOfRun: async (organizationId: string, runId: string): Promise<void> => {
    await EvaluationResultModel.deleteMany({ organizationId, runId });
  },
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await EvaluationResultModel.deleteMany({ organizationId, chatbotId });
  },
};
