import { unrelatedCosine } from '../../../providers/index.js';
import { hashOf } from '../classifier/model-file.js';
import type { TrainingExample } from '../classifier/training-example.js';
import { measuredNameOf, modelIdOf } from '../models/intent-models.js';
import { storedBytesRepository } from '../store/stored-bytes.repository.js';
import type { FitModel } from '../thread/fit-in-thread.js';
import { embedTexts, sessionExamples, type EmbedContext } from './embed-examples.js';
import { trainingSessionRepository } from './training-session.repository.js';

export interface FitTraining extends EmbedContext {
  fit: FitModel;
  onProgress: (share: number) => void;
}

/** Learns and measures the model of a session, and stores both. */
export async function fitTraining({ fit, onProgress, ...context }: FitTraining): Promise<void> {
  const { session, signal } = context;
  const { organizationId, chatbotId, config, embedding } = session;
  if (!embedding) throw new Error('the session was not prepared');
  const examples = await sessionExamples(session);
  const dense = await denseOf(examples, embedding, context);
  const trained = await fit(
    { examples, dense, embedding: { ...embedding, unrelated: unrelatedCosine(embedding.model) }, config },
    { signal, onProgress },
  );
  const modelId = modelIdOf(session._id);
  const of = { organizationId, chatbotId };
  await storedBytesRepository.put({ ...of, name: measuredNameOf(modelId) }, trained.measured);
  await storedBytesRepository.put({ ...of, name: modelId }, trained.model);
  await trainingSessionRepository.update(organizationId, session._id, {
    modelId,
    modelHash: hashOf(trained.model),
    metrics: {
      ...trained.figures,
      examples: {
        total: examples.length,
        training: trained.training,
        heldOut: trained.heldOut.length,
        outOfScope: examples.filter(({ outOfScope }) => outOfScope).length,
        intents: new Set(examples.flatMap(({ intent }) => intent ?? [])).size,
        answers: examples.filter(({ output }) => output !== null).length,
      },
    },
  });
}

/** All vectors side by side, in memory that threads share. */
async function denseOf(
  examples: TrainingExample[],
  embedding: { model: string; dimensions: number },
  context: EmbedContext,
): Promise<Float32Array> {
  const { dimensions } = embedding;
  const dense = new Float32Array(new SharedArrayBuffer(examples.length * dimensions * 4));
  const atOnce = 2_000;
  for (let start = 0; start < examples.length; start += atOnce) {
    const part = examples.slice(start, start + atOnce);
    const vectors = await embedTexts(
      part.map(({ input }) => input),
      embedding,
      context,
    );
    for (const [index, { input }] of part.entries())
      dense.set(vectors.get(input) ?? new Float32Array(dimensions), (start + index) * dimensions);
  }
  return dense;
}
