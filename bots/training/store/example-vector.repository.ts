import { Schema } from 'mongoose';
import { derivedId } from '../../../platform/ids.js';
import { defineModel } from '../../../platform/mongo/define-model.js';
import { storedVector } from '../../../platform/mongo/stored-bytes.js';

/** The vector of an example, kept so that training again embeds only what is new. */
interface ExampleVector {
  /** Derived from bot, model and text. */
  _id: string;
  organizationId: string;
  chatbotId: string;
  /** The session that used it last. */
  sessionId: string;
  /** 32-bit floats. */
  vector: Buffer;
}

const schema = new Schema<ExampleVector>(
  {
    _id: { type: String, required: true },
    organizationId: { type: String, required: true },
    chatbotId: { type: String, required: true },
    sessionId: { type: String, required: true },
    vector: { type: Buffer, required: true },
  },
  { versionKey: false },
);
schema.index({ organizationId: 1, chatbotId: 1, sessionId: 1 });

const ExampleVectorModel = defineModel<ExampleVector>('ExampleVector', schema, 'exampleVectors');

/** Whose vectors: of a bot's examples, made by one model, used by a session. */
export interface VectorsOf {
  organizationId: string;
  chatbotId: string;
  sessionId: string;
  model: string;
}

const idOf = ({ chatbotId, model }: VectorsOf, text: string): string => derivedId(chatbotId, model, text);

const soughtAtOnce = 2_000;

export const exampleVectorRepository = {
  /** The vectors that are there, by text. */
  find: async (of: VectorsOf, texts: readonly string[]): Promise<Map<string, Float32Array>> => {
    const found = new Map<string, Float32Array>();
    for (let start = 0; start < texts.length; start += soughtAtOnce) {
      const byId = new Map(texts.slice(start, start + soughtAtOnce).map((text) => [idOf(of, text), text]));
      const rows = await ExampleVectorModel.find(
        { _id: { $in: [...byId.keys()] }, organizationId: of.organizationId },
        { vector: 1 },
      )
        .lean()
        .exec();
      for (const { _id, vector } of rows) found.set(byId.get(_id) ?? '', storedVector(vector));
    }
    return found;
  },
  /** Which of these texts have a vector. */
  known: async (of: VectorsOf, texts: readonly string[]): Promise<Set<string>> => {
    const known = new Set<string>();
    for (let start = 0; start < texts.length; start += soughtAtOnce) {
      const byId = new Map(texts.slice(start, start + soughtAtOnce).map((text) => [idOf(of, text), text]));
      const wanted = { _id: { $in: [...byId.keys()] }, organizationId: of.organizationId };
      for (const { _id } of await ExampleVectorModel.find(wanted, { _id: 1 }).lean().exec())
        known.add(byId.get(_id) ?? '');
    }
    return known;
  },
  put: async (of: VectorsOf, vectors: ReadonlyMap<string, Float32Array>): Promise<void> => {
    const { organizationId, chatbotId, sessionId } = of;
    if (vectors.size === 0) return;
    await ExampleVectorModel.bulkWrite(
      [...vectors].map(([text, vector]) => ({
        updateOne: {
          filter: { _id: idOf(of, text) },
          update: {
            $set: {
              ...{ organizationId, chatbotId, sessionId },
              vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
            },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  },
  /** Notes that a session uses vectors that were there. */
  touch: async (of: VectorsOf, texts: readonly string[]): Promise<void> => {
    const ids = texts.map((text) => idOf(of, text));
    const { organizationId, sessionId } = of;
    await ExampleVectorModel.updateMany({ _id: { $in: ids }, organizationId }, { $set: { sessionId } });
  },
  /** Forgets the vectors of a bot that none of these sessions used. */
  keepOnly: async (organizationId: string, chatbotId: string, sessionIds: string[]): Promise<void> => {
    await ExampleVectorModel.deleteMany({ organizationId, chatbotId, sessionId: { $nin: sessionIds } });
  },
  deleteOfChatbot: async (organizationId: string, chatbotId: string): Promise<void> => {
    await ExampleVectorModel.deleteMany({ organizationId, chatbotId });
  },
};
