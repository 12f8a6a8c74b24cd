import type { QuestionEmbedding } from '../../bots/index.js';
import type { ModelFeature } from '../../contracts/ai/model-features.js';
import type { EmbeddingModel, Gateway } from '../../providers/index.js';

/** The vector of a question, charged to a part of the product. */
export const embedQuery =
  (gateway: Gateway, feature: ModelFeature) =>
  async (
    text: string,
    { model, ...context }: { organizationId: string; chatbotId?: string; model: EmbeddingModel },
  ) => {
    const { vectors } = await gateway.embed({
      context: { ...context, feature },
      model,
      texts: [text],
      purpose: 'query',
    });
    const [vector] = vectors;
    if (!vector) throw new Error('the embedder answered no vector');
    return vector;
  };

/** Vectors of questions that are compared with one another: as they are embedded for retrieval. */
export const embedQuestions =
  (gateway: Gateway, feature: ModelFeature): QuestionEmbedding['embed'] =>
  async (texts, { model, ...context }) => {
    const call = { model, texts, purpose: 'query' } as const;
    return (await gateway.embed({ ...call, context: { ...context, feature } })).vectors;
  };
