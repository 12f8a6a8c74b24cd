import { createHash } from 'node:crypto';
import { classCount, type IntentModel } from './intent-model.js';

const format = 'intent-model-1';
const header = 8;

/** The typed arrays of a model in the order in which they are stored; each begins at a multiple of eight bytes. */
const sections = {
  hashes: Uint32Array,
  idf: Float32Array,
  sparse: Int16Array,
  sparseScales: Float32Array,
  dense: Float32Array,
  biases: Float32Array,
  exampleValues: Int8Array,
  exampleScales: Float32Array,
  learnt: Uint32Array,
} as const;
type Section = keyof typeof sections;
interface Arrays extends Record<Section, ArrayBufferView> {
  hashes: Uint32Array;
  idf: Float32Array;
  sparse: Int16Array;
  sparseScales: Float32Array;
  dense: Float32Array;
  biases: Float32Array;
  exampleValues: Int8Array;
  exampleScales: Float32Array;
  learnt: Uint32Array;
}

const padded = (length: number): number => Math.ceil(length / 8) * 8;

/** A model as bytes; the same model has the same bytes. */
export function encodeModel(model: IntentModel): Uint8Array {
  const { vocabulary, sparse, sparseScales, dense, biases, examples, learnt, ...plain } = model;
  const arrays: Arrays = {
    ...{ hashes: vocabulary.hashes, idf: vocabulary.weights, sparse, sparseScales, dense, biases },
    ...{ exampleValues: examples.values, exampleScales: examples.scales, learnt },
  };
  const names = Object.keys(sections) as Section[];
  const lengths = names.map((name) => arrays[name].byteLength);
  const text = Buffer.from(JSON.stringify({ format, lengths, ...plain }));
  const total = header + padded(text.length) + lengths.reduce((sum, length) => sum + padded(length), 0);
  const bytes = new Uint8Array(total);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, header);
  let offset = header + padded(text.length);
  for (const name of names) {
    const { buffer, byteOffset, byteLength } = arrays[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += padded(byteLength);
  }
  return bytes;
}

type Plain = Omit<
  IntentModel,
  'vocabulary' | 'sparse' | 'sparseScales' | 'dense' | 'biases' | 'examples' | 'learnt'
>;

/** Reads what `encodeModel` wrote, without copying the arrays. @throws Error when it is something else */
export function decodeModel(bytes: Uint8Array): IntentModel {
  const own = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const length = new DataView(own.buffer, own.byteOffset).getUint32(0, true);
  const text = Buffer.from(own.buffer, own.byteOffset + header, length).toString();
  const {
    format: found,
    lengths,
    ...plain
  } = JSON.parse(text) as Plain & { format: string; lengths: number[] };
  if (found !== format) throw new Error(`an intent model of another format: ${found}`);
  let offset = own.byteOffset + header + padded(length);
  const read = (Object.keys(sections) as Section[]).map((name, index) => {
    const size = lengths[index] ?? 0;
    const array = new sections[name](
      own.buffer as ArrayBuffer,
      offset,
      size / sections[name].BYTES_PER_ELEMENT,
    );
    offset += padded(size);
    return [name, array] as const;
  });
  const arrays = Object.fromEntries(read) as unknown as Arrays;
  const { sparse, sparseScales, dense, biases, learnt } = arrays;
  const model: IntentModel = {
    ...plain,
    vocabulary: { hashes: arrays.hashes, weights: arrays.idf },
    ...{ sparse, sparseScales, dense, biases, learnt },
    examples: { values: arrays.exampleValues, scales: arrays.exampleScales },
  };
  if (biases.length !== classCount(model)) throw new Error('an intent model that lacks classes');
  return model;
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
