import type { Page, PageRequest } from '../../../contracts/common.contract.js';
import type { EvaluationSet } from '../../../contracts/evaluations.contract.js';
import { contains, paginate } from '../../../platform/mongo/paginate.js';
import { EvaluationCaseModel, type EvaluationCaseDocument } from './evaluation-case.model.js';

export type CaseCounts = EvaluationSet['cases'];

const noCases: CaseCounts = { total: 0, withExpected: 0, withSource: 0, refusals: 0, withHistory: 0 };
const countedWhere = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });

export const evaluationCaseRepository = {
  insertMany: async (organizationId: string, cases: EvaluationCaseDocument[]): Promise<void> => {
    await EvaluationCaseModel.insertMany(
      cases.map((one) => ({ ...one, organizationId })),
      { lean: true },
    );
  },
  /** Of these ids, those that are there. */
  existing: async (organizationId: string, ids: string[]): Promise<Set<string>> =>
    new Set(await EvaluationCaseModel.distinct('_id', { organizationId, _id: { $in: ids } })),
  count: (organizationId: string, setId: string): Promise<number> =>
    EvaluationCaseModel.countDocuments({ organizationId, setId }).exec(),
  /** The place behind the last one. */
  nextPosition: async (organizationId: string, setId: string): Promise<number> => {
    const last = await EvaluationCaseModel.findOne({ organizationId, setId }, { position: 1 })
      .sort({ position: -1 })
      .lean()
      .exec();
    return (last?.position ?? -1) + 1;
  },
  list: (
    organizationId: string,
    { setId, search, ...request }: PageRequest & { setId: string; search?: string },
  ): Promise<Page<EvaluationCaseDocument>> =>
    paginate(
      EvaluationCaseModel,
      { organizationId, setId, ...(search ? { question: contains(search) } : {}) },
      { ...request, sort: { field: 'position', direction: 1 } },
    ),
  /** In their order. */
  all: (organizationId: string, setId: string): Promise<EvaluationCaseDocument[]> =>
    EvaluationCaseModel.find({ organizationId, setId }).sort({ position: 1 }).lean().exec(),
  countsOf: async (organizationId: string, setIds: string[]): Promise<Map<string, CaseCounts>> => {
    const rows = await EvaluationCaseModel.aggregate<CaseCounts & { _id: string }>([
      { $match: { organizationId, setId: { $in: setIds } } },
      {
        $group: {
          _id: '$setId',
          total: { $sum: 1 },
          withExpected: countedWhere({ $ne: ['$expected', null] }),
          withSource: countedWhere({ $ne: ['$expectedSource', null] }),
          refusals: countedWhere({ $eq: ['$expectsRefusal', true] }),
          withHistory: countedWhere({ $gt: [{ $size: '$history' }, 0] }),
        },
      },
    ]);
    const counts = new Map(setIds.map((id) => [id, noCases]));
    for (const { _id, ...found } of rows) counts.set(_id, found);
    return counts;
  },
  delete: async (organizationId: string, setId: string, id: string): Promise<boolean> =>
    (await EvaluationCaseModel.deleteOne({ _id: id, organizationId, setId })).deletedCount === 1,
  deleteOfSets: async (organizationId: string, setIds: string[]): Promise<void> => {
    await EvaluationCaseModel.deleteMany({ organizationId, setId: { $in: setIds } });
  },
};
