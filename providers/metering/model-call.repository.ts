import { ModelCallModel } from './model-call.model.js';
import type { ModelCallRecord } from './model-call.js';

/** Where the meter writes. */
export interface ModelCallStore {
  /** Writes calls of any organisations; those that are already stored stay as they are. */
  systemInsert(calls: ModelCallRecord[]): Promise<void>;
}

const alreadyStored = 11_000;

export const modelCallRepository: ModelCallStore = {
  async systemInsert(calls) {
    try {
      await ModelCallModel.insertMany(calls, { ordered: false, throwOnValidationError: true });
    } catch (error) {
      // After an answer lost on its way the batch is sent again: what is stored then is no failure.
      const { writeErrors } = error as { writeErrors?: { code?: number }[] };
      const onlyRepeats = writeErrors?.length && writeErrors.every(({ code }) => code === alreadyStored);
      if (!onlyRepeats) throw error;
    }
  },
};
