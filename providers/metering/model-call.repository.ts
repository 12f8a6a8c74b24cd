import { ModelCallModel } from './model-call.model.js';
import type { ModelCallRecord } from './model-call.js';
import { upserting } from '../../platform/mongo/duplicate-key.js';

/** Where the meter writes. */
export interface ModelCallStore {
  /** Writes calls of any organisations; those that are already stored stay as they are. */
  systemInsert(calls: ModelCallRecord[]): Promise<void>;
  /** Writes what became of calls that were stored before they were made. */
  systemEnd(calls: ModelCallRecord[]): Promise<void>;
}

type AnswersOf = Pick<ModelCallRecord, 'feature' | 'provider' | 'model'>;

const alreadyStored = 11_000;

export const modelCallRepository: ModelCallStore & {
  /** Stores a call under an id of its own; false when it is there already. */
  insertOnce(organizationId: string, call: ModelCallRecord): Promise<boolean>;
  /** Tokens of the latest answers of a model for a part of the product. */
  latestAnswers(organizationId: string, of: AnswersOf, limit: number): Promise<number[]>;
} = {
  async latestAnswers(organizationId, of, limit) {
    const calls = await ModelCallModel.find(
      { organizationId, ...of, kind: 'chat', outcome: 'ok' },
      { completionTokens: 1 },
    )
      .sort({ createdAt: -1 })
      .limit(limit)
      .lean()
      .exec();
    return calls.map(({ completionTokens }) => completionTokens);
  },
  async insertOnce(organizationId, { _id, ...call }) {
    const written = await upserting(() =>
      ModelCallModel.updateOne({ _id, organizationId }, { $setOnInsert: call }, { upsert: true }),
    );
    return written.upsertedCount === 1;
  },
  async systemEnd(calls) {
    await ModelCallModel.bulkWrite(
      calls.map((call) => ({
        replaceOne: { filter: { _id: call._id }, replacement: call, upsert: true },
      })),
      { ordered: false, throwOnValidationError: true },
    );
  },
  async systemInsert(calls) {
    try {
      await ModelCallModel.collection.insertMany(calls as never[], { ordered: false, ignoreUndefined: true });
    } catch (error) {
      // After an answer lost on its way the batch is sent again: what is stored then is no failure.
      const { writeErrors } = error as { writeErrors?: { code?: number }[] };
      const onlyRepeats = writeErrors?.length && writeErrors.every(({ code }) => code === alreadyStored);
      if (!onlyRepeats) throw error;
    }
  },
};
