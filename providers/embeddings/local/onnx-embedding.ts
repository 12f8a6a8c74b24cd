import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { EmbeddedText } from './embedding-messages.js';
import type { TextTokenizer } from './tokenizer.js';

/** Tokens that the tokenizer adds: [CLS] and [SEP]. */
const specialTokens = 2;

/** A loaded model that embeds one text at a time, on the thread that calls it. */
export async function loadOnnxEmbedding(model: string, tokenizer: TextTokenizer) {
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    // Parallelism comes from several threads with a session each: one text is too small to be divided.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  return {
    async embed(text: string): Promise<EmbeddedText> {
      const ids = tokenizer.encode(text);
      const shape = [1, ids.length];
      const outputs = await session.run({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      });
      const data = outputs.sentence_embedding?.data;
      if (!(data instanceof Float32Array)) throw new Error(`${model} gave no vector`);
      // A copy, because the runtime may keep the memory of its outputs.
      return { vector: new Float32Array(data), tokens: ids.length - specialTokens };
    },
    release: () => session.release(),
  };
}
