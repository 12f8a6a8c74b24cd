import { Schema } from 'mongoose';
import { derivedId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';
import { storedVector } from '../../../platform/mongo/stored-bytes.js';

/** The vector of a question that somebody asked, kept so that it is embedded once. */
interface QuestionVector {
  /** Derived from bot, model and text. */
  _id: string;
  organizationId: string;
  chatbotId: string;
  /** 32-bit floats. */
  vector: Buffer;
  createdAt: Date;
}

const schema = new Schema<QuestionVector>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    vector: { type: Buffer, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, chatbotId: 1 });
/** Longer than insights look back; what is needed again then is embedded again. */
schema.index({ createdAt: 1 }, { expireAfterSeconds: 200 * 24 * 3_600 });

const QuestionVectorModel = defineModel<QuestionVector>('QuestionVector', schema, 'questionVectors');

/** Whose vectors, by which model. */
export interface VectorsOf {
  organizationId: string;
  chatbotId: string;
  model: string;
}

const idOf = ({ chatbotId, model }: VectorsOf, text: string): string => derivedId(chatbotId, model, text);

export const questionVectorRepository = {
  /** The vectors that are there, by text. */
  find: async (of: VectorsOf, texts: readonly string[]): Promise<Map<string, Float32Array>> => {
    const byId = new Map(texts.map((text) => [idOf(of, text), text]));
    const rows = await QuestionVectorModel.find(
      { _id: { $in: [...byId.keys()] }, organizationId: of.organizationId },
      { vector: 1 },
    )
      .lean()
      .exec();
    return new Map(rows.map(({ _id, vector }) => [byId.get(_id) ?? '', storedVector(vector)]));
  },
  put: async (of: VectorsOf, vectors: ReadonlyMap<string, Float32Array>): Promise<void> => {
    if (vectors.size === 0) return;
    const { organizationId, chatbotId } = of;
    await QuestionVectorModel.bulkWrite(
      [...vectors].map(([text, vector]) => ({
        updateOne: {
          filter: { _id: idOf(of, text) },
          update: {
            $setOnInsert: {
              ...{ organizationId, chatbotId, createdAt: new Date() },
              vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  },
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await QuestionVectorModel.deleteMany({ organizationId, chatbotId });
  },
};
