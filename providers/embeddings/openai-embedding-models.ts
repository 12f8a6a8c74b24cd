import type { EmbeddingModel } from './embedders.js';

/** Tokens that OpenAI's embedding models read of a text. */
export const openAiMaxTokens = 8_191;

/** The embedding models of OpenAI itself; another server may give these names to something else. */
export const openAiEmbeddingModels: readonly EmbeddingModel[] = [
  { model: 'text-embedding-3-small', dimensions: 1_536 },
  { model: 'text-embedding-3-large', dimensions: 3_072 },
  { model: 'text-embedding-ada-002', dimensions: 1_536 },
];

export const isOpenAiEmbeddingModel = (name: string): boolean =>
  openAiEmbeddingModels.some(({ model }) => model === name);
