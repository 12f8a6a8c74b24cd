import type { Page, PageRequest } from '../../../contracts/common.contract.js';
import { contains, paginate } from '../../../platform/mongo/paginate.js';
import { ExampleModel, type ExampleDocument } from './example.model.js';

export interface ExampleCounts {
  total: number;
  intents: { intent: string; examples: number }[];
  outOfScope: number;
  unlabelled: number;
  withOutput: number;
}

export const noExamples: ExampleCounts = {
  total: 0,
  intents: [],
  outOfScope: 0,
  unlabelled: 0,
  withOutput: 0,
};

/** Written in one command; the driver splits what is too large for one message. */
const writtenAtOnce = 5_000;
/** Ids looked for in one query. */
const soughtAtOnce = 10_000;

export const exampleRepository = {
  insertMany: async (organizationId: string, examples: ExampleDocument[]): Promise<void> => {
    for (let start = 0; start < examples.length; start += writtenAtOnce) {
      const batch = examples.slice(start, start + writtenAtOnce);
      await ExampleModel.insertMany(
        batch.map((example) => ({ ...example, organizationId })),
        { lean: true },
      );
    }
  },
  /** Of these ids, those that are there. */
  existing: async (datasetId: string, ids: string[]): Promise<Set<string>> => {
    const found = new Set<string>();
    for (let start = 0; start < ids.length; start += soughtAtOnce) {
      const batch = { datasetId, _id: { $in: ids.slice(start, start + soughtAtOnce) } };
      for (const { _id } of await ExampleModel.find(batch, { _id: 1 }).lean().exec()) found.add(_id);
    }
    return found;
  },
  find: (organizationId: string, datasetId: string, id: string): Promise<ExampleDocument | null> =>
    ExampleModel.findOne({ _id: id, organizationId, datasetId }).lean().exec(),
  setOutput: async (organizationId: string, id: string, output: string | null): Promise<void> => {
    await ExampleModel.updateOne({ _id: id, organizationId }, { $set: { output } });
  },
  /** Of these inputs, by their keys, those that some dataset has. */
  knownKeys: async (
    organizationId: string,
    datasetIds: string[],
    inputKeys: string[],
  ): Promise<Set<string>> =>
    new Set(
      await ExampleModel.distinct('inputKey', {
        organizationId,
        datasetId: { $in: datasetIds },
        inputKey: { $in: inputKeys },
      }),
    ),
  /** Inputs that have more than one intent, or one beside being out of scope. */
  conflicts: async (
    datasetId: string,
    inputKeys: string[],
    limit: number,
  ): Promise<{ input: string; intents: (string | null)[] }[]> => {
    const found: { input: string; intents: (string | null)[] }[] = [];
    for (let start = 0; start < inputKeys.length && found.length < limit; start += soughtAtOnce) {
      const rows = await ExampleModel.aggregate<{ input: string; intents: (string | null)[] }>([
        { $match: { datasetId, inputKey: { $in: inputKeys.slice(start, start + soughtAtOnce) } } },
        { $match: { $or: [{ intent: { $ne: null } }, { outOfScope: true }] } },
        { $sort: { position: 1 } },
        { $group: { _id: '$inputKey', input: { $first: '$input' }, intents: { $addToSet: '$intent' } } },
        { $match: { 'intents.1': { $exists: true } } },
        { $sort: { input: 1 } },
        { $limit: limit - found.length },
      ]);
      found.push(
        ...rows.map(({ input, intents }) => ({
          input,
          intents: intents.sort((a, b) => String(a ?? '').localeCompare(String(b ?? ''))),
        })),
      );
    }
    return found;
  },
  count: (datasetId: string): Promise<number> => ExampleModel.countDocuments({ datasetId }),
  /** The place behind the last example. */
  nextPosition: async (datasetId: string): Promise<number> => {
    const last = await ExampleModel.findOne({ datasetId }, { position: 1 })
      .sort({ position: -1 })
      .lean()
      .exec();
    return (last?.position ?? -1) + 1;
  },
  list: (
    organizationId: string,
    {
      datasetId,
      search,
      intent,
      ...request
    }: PageRequest & { datasetId: string; search?: string; intent?: string | null },
  ): Promise<Page<ExampleDocument>> =>
    paginate(
      ExampleModel,
      {
        organizationId,
        datasetId,
        ...(search ? { input: contains(search) } : {}),
        ...(intent === undefined ? {} : intent === null ? { outOfScope: true } : { intent }),
      },
      { ...request, sort: { field: 'position', direction: 1 } },
    ),
  countsOf: async (organizationId: string, datasetIds: string[]): Promise<Map<string, ExampleCounts>> => {
    const rows = await ExampleModel.aggregate<{
      _id: { datasetId: string; intent: string | null; outOfScope: boolean };
      n: number;
      withOutput: number;
    }>([
      { $match: { organizationId, datasetId: { $in: datasetIds } } },
      {
        $group: {
          _id: { datasetId: '$datasetId', intent: '$intent', outOfScope: '$outOfScope' },
          n: { $sum: 1 },
          withOutput: { $sum: { $cond: [{ $eq: ['$output', null] }, 0, 1] } },
        },
      },
    ]);
    const counts = new Map(datasetIds.map((id) => [id, structuredClone(noExamples)]));
    for (const { _id, n, withOutput } of rows) {
      const entry = counts.get(_id.datasetId);
      if (!entry) continue;
      entry.total += n;
      entry.withOutput += withOutput;
      if (_id.outOfScope) entry.outOfScope += n;
      else if (_id.intent === null) entry.unlabelled += n;
      else entry.intents.push({ intent: _id.intent, examples: n });
    }
    for (const { intents } of counts.values())
      intents.sort((a, b) => b.examples - a.examples || a.intent.localeCompare(b.intent));
    return counts;
  },
  /** In their order, without what only readers want. */
  each: (organizationId: string, datasetId: string): AsyncIterable<Omit<ExampleDocument, 'metadata'>> =>
    ExampleModel.find({ organizationId, datasetId }, { metadata: 0 }).sort({ position: 1 }).lean().cursor(),
  /** In their order. */
  whole: (organizationId: string, datasetId: string): AsyncIterable<ExampleDocument> =>
    ExampleModel.find({ organizationId, datasetId }).sort({ position: 1 }).lean().cursor(),
  delete: async (organizationId: string, datasetId: string, id: string): Promise<boolean> =>
    (await ExampleModel.deleteOne({ _id: id, organizationId, datasetId })).deletedCount === 1,
  deleteOfDatasets: async (organizationId: string, datasetIds: string[]): Promise<void> => {
    await ExampleModel.deleteMany({ organizationId, datasetId: { $in: datasetIds } });
  },
};
