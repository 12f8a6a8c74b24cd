import { AppError } from '../../platform/errors/app-error.js';
import { isOpenAiEmbeddingModel, type Embedders, type EmbeddingModel } from '../../providers/index.js';

/**
 * The model that a caller names, or the usual one. @throws AppError SERVICE_UNAVAILABLE when the one named is known but not
 * configured, VALIDATION_ERROR when nobody knows it
 */
export function chooseModel(embedders: Pick<Embedders, 'general' | 'named'>, name?: string): EmbeddingModel {
  if (name === undefined) return embedders.general();
  const model = embedders.named(name);
  if (model) return model;
  if (isOpenAiEmbeddingModel(name))
    throw new AppError(
      'SERVICE_UNAVAILABLE',
      'Embedding service not available. Please configure OpenAI API key.',
    );
  throw new AppError('VALIDATION_ERROR', `Unknown embedding model: ${name.slice(0, 100)}`, {
    details: [{ path: 'body.model', message: 'unknown; GET /api/ai/embed tells which there are' }],
  });
}
