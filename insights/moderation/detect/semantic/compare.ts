import type { ToxicCategory } from '../toxicity/patterns.js';
import { harmlessAnchors, toxicAnchors } from './anchors.js';

/** Vectors of texts, L2-normalised; those of anchors are asked for once. */
export type Embed = (texts: string[]) => Promise<Float32Array[]>;

export const toxicCategories: readonly ToxicCategory[] = ['hate', 'harassment', 'violence', 'sexual'];

export interface AnchorVectors {
  toxic: Record<ToxicCategory, Float32Array[]>;
  harmless: Float32Array[];
}

export async function embedAnchors(embed: Embed): Promise<AnchorVectors> {
  const texts = [...toxicCategories.flatMap((category) => toxicAnchors[category]), ...harmlessAnchors];
  const vectors = await embed(texts);
  let next = 0;
  const take = (count: number) => vectors.slice(next, (next += count));
  return {
    toxic: {
      hate: take(toxicAnchors.hate.length),
      harassment: take(toxicAnchors.harassment.length),
      violence: take(toxicAnchors.violence.length),
      sexual: take(toxicAnchors.sexual.length),
    },
    harmless: take(harmlessAnchors.length),
  };
}

/**
 * Where a score reaches one half: how near the nearest anchors must be, and by how much nearer than the nearest harmless
 * one. Both were set on sentences of our own (semantic.test.ts), for all-MiniLM-L6-v2.
 */
const near = { at: 0.5, spread: 0.055 };
const lead = { at: 0.08, spread: 0.05 };
/** A likeness alone is never as sure as a word. */
const surest = 0.86;

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
};
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** How much one piece of text resembles each category, calibrated to 0..1. */
export function resemblance(vector: Float32Array, anchors: AnchorVectors): Record<ToxicCategory, number> {
  const harmless = Math.max(...anchors.harmless.map((anchor) => dot(vector, anchor)));
  const score = (category: ToxicCategory): number => {
    const [first = 0, second = 0] = anchors.toxic[category]
      .map((anchor) => dot(vector, anchor))
      .sort((a, b) => b - a);
    const likeness = 0.7 * first + 0.3 * second;
    const isNear = logistic((likeness - near.at) / near.spread);
    const leads = logistic((likeness - harmless - lead.at) / lead.spread);
    return surest * isNear * leads;
  };
  return {
    hate: score('hate'),
    harassment: score('harassment'),
    violence: score('violence'),
    sexual: score('sexual'),
  };
}
