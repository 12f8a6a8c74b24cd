import type { Gateway, EmbeddingModel } from '../../../providers/index.js';
import { embedClasses, type ClassVectors } from './classify/classify.js';
import { embedAnchors, resemblance, toxicCategories, type AnchorVectors } from './semantic/compare.js';
import { segmentsOf } from './semantic/segments.js';
import type { ToxicScores } from './toxicity/local-toxicity.js';

export interface SemanticFindings {
  categories: ToxicScores;
  /** Of the text's beginning. */
  vector: Float32Array | null;
  classes: ClassVectors;
  isWhole: boolean;
}

export interface Asking {
  organizationId: string;
  userId: string;
  jobId?: string;
  signal?: AbortSignal;
}

/** Compares texts with examples by their meaning. */
export interface Semantics {
  look(text: string, asking: Asking): Promise<SemanticFindings>;
}

/** With the embedding model on this machine: its scale is the one that was calibrated, and it costs nothing. */
export function createSemantics({
  gateway,
  model,
}: {
  gateway: Pick<Gateway, 'embed'>;
  model: EmbeddingModel;
}): Semantics {
  let anchors: Promise<{ toxic: AnchorVectors; classes: ClassVectors }> | undefined;
  const embed = async (texts: string[], { signal, ...context }: Asking): Promise<Float32Array[]> => {
    const call = { model, texts, purpose: 'passage', signal } as const;
    return (await gateway.embed({ ...call, context: { ...context, feature: 'moderation' } })).vectors;
  };
  const known = ({ organizationId, userId }: Asking) => {
    // Without a signal: another request may wait for the same vectors.
    const ask = (texts: string[]) => embed(texts, { organizationId, userId });
    const asking = Promise.all([embedAnchors(ask), embedClasses(ask)]).then(([toxic, classes]) => ({
      toxic,
      classes,
    }));
    asking.catch(() => (anchors = undefined));
    return asking;
  };
  return {
    async look(text, asking) {
      const { toxic, classes } = await (anchors ??= known(asking));
      const { segments, isWhole } = segmentsOf(text);
      const vectors = segments.length > 0 ? await embed(segments, asking) : [];
      const categories: ToxicScores = { hate: 0, harassment: 0, violence: 0, sexual: 0 };
      for (const vector of vectors) {
        const found = resemblance(vector, toxic);
        for (const category of toxicCategories)
          categories[category] = Math.max(categories[category], found[category]);
      }
      return { categories, vector: vectors[0] ?? null, classes, isWhole };
    },
  };
}
