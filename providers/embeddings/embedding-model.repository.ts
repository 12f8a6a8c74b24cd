import { Schema } from 'mongoose';
import { derivedId } from '../../platform/ids.js';
import { defineModel } from '../../platform/mongo/define-model.js';

/** What was once asked of an embedding server, so that a process that starts need not pay to ask again. */
interface EmbeddingModelDocument {
  _id: string;
  dimensions: number;
}

const EmbeddingModelModel = defineModel<EmbeddingModelDocument>(
  'EmbeddingModel',
  new Schema<EmbeddingModelDocument>(
    { _id: { type: String, required: true }, dimensions: { type: Number, required: true } },
    { versionKey: false },
  ),
  'embeddingModels',
);

interface ServedModel {
  baseUrl: string;
  model: string;
}
const idOf = ({ baseUrl, model }: ServedModel): string => derivedId(baseUrl, model);

/** Of the installation, not of an organisation. */
export const embeddingModelRepository = {
  systemDimensionsOf: async (served: ServedModel): Promise<number | undefined> =>
    (await EmbeddingModelModel.findById(idOf(served)).lean().exec())?.dimensions,
  systemRemember: async (served: ServedModel, dimensions: number): Promise<void> => {
    await EmbeddingModelModel.updateOne({ _id: idOf(served) }, { $set: { dimensions } }, { upsert: true });
  },
  /** The server gives other vectors now. */
  systemForget: async (served: ServedModel): Promise<void> => {
    await EmbeddingModelModel.deleteOne({ _id: idOf(served) });
  },
};
