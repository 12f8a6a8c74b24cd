import { Schema, type mongo } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.js';

/** A part of something too large for one document: a model, or the examples of a session. */
interface StoredPart {
  /** `<name>:<index>`. */
  _id: string;
  organizationId: string;
  chatbotId: string;
  name: string;
  index: number;
  data: Buffer;
}

const schema = new Schema<StoredPart>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    name: { type: String, required: true },
    index: { type: Number, required: true },
    data: { type: Buffer, required: true },
  },
  { versionKey: false },
);
schema.index({ name: 1, index: 1 });
schema.index({ organizationId: 1, chatbotId: 1 });

const StoredPartModel = defineModel<StoredPart>('TrainingPart', schema, 'trainingParts');

const partSize = 8_000_000;

export interface StoredName {
  organizationId: string;
  chatbotId: string;
  name: string;
}

export const storedBytesRepository = {
  /** Stores bytes under a name; a repeat with the same bytes changes nothing. */
  put: async ({ organizationId, chatbotId, name }: StoredName, bytes: Uint8Array): Promise<void> => {
    for (let index = 0; index * partSize < Math.max(1, bytes.length); index++) {
      const data = Buffer.from(bytes.subarray(index * partSize, (index + 1) * partSize));
      const part = { organizationId, chatbotId, name, index, data };
      await StoredPartModel.updateOne({ _id: `${name}:${index}` }, { $set: part }, { upsert: true });
    }
  },
  /** `null` when nothing is stored under the name. */
  get: async (organizationId: string, name: string): Promise<Uint8Array | null> => {
    const parts = await StoredPartModel.find({ organizationId, name }).sort({ index: 1 }).lean().exec();
    if (parts.length === 0) return null;
    return Buffer.concat(
      parts.map(({ data }) => (Buffer.isBuffer(data) ? data : (data as mongo.Binary).value())),
    );
  },
  delete: async (organizationId: string, name: string): Promise<void> => {
    await StoredPartModel.deleteMany({ organizationId, name });
  },
  /** Everything of a chatbot but what is named. */
  deleteOfChatbot: async (organizationId: string, chatbotId: string, except: string[]): Promise<void> => {
    await StoredPartModel.deleteMany({ organizationId, chatbotId, name: { $nin: except } });
  },
};
