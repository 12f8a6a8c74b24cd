import { derivedId } from '../../platform/ids.js';
import { storedVector } from '../../platform/mongo/stored-bytes.js';
import { KeptVectorModel } from './kept-vector.model.js';

/** Whose vectors: of one job, made by one model. */
export interface KeptFor {
  jobId: string;
  model: string;
}

const idOf = ({ jobId, model }: KeptFor, text: string): string => derivedId(jobId, model, text);

export const keptVectorRepository = {
  /** The vectors that are there, by text. */
  find: async (
    organizationId: string,
    keptFor: KeptFor,
    texts: string[],
  ): Promise<Map<string, Float32Array>> => {
    const byId = new Map(texts.map((text) => [idOf(keptFor, text), text]));
    const kept = await KeptVectorModel.find({ _id: { $in: [...byId.keys()] }, organizationId })
      .lean()
      .exec();
    return new Map(kept.map(({ _id, vector }) => [byId.get(_id) ?? '', storedVector(vector)]));
  },
  put: async (
    organizationId: string,
    keptFor: KeptFor,
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<void> => {
    await KeptVectorModel.bulkWrite(
      [...vectors].map(([text, vector]) => ({
        updateOne: {
          filter: { _id: idOf(keptFor, text) },
          update: {
            $set: {
              ...{ organizationId, jobId: keptFor.jobId },
              vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  },
  forget: async (organizationId: string, keptFor: KeptFor, texts: string[]): Promise<void> => {
    const ids = texts.map((text) => idOf(keptFor, text));
    await KeptVectorModel.deleteMany({ _id: { $in: ids }, organizationId });
  },
  /** Call it when a job ends. */
  forgetJob: async (organizationId: string, jobId: string): Promise<void> => {
    await KeptVectorModel.deleteMany({ jobId, organizationId });
  },
  /** Every job that vectors are kept for. */
  systemJobs: (): Promise<string[]> => KeptVectorModel.distinct('jobId'),
  systemForgetJobs: async (jobIds: string[]): Promise<void> => {
    if (jobIds.length > 0) await KeptVectorModel.deleteMany({ jobId: { $in: jobIds } });
  },
};
