import { dot } from '../../../platform/vectors/dot.js';
import { similarity } from '../../../providers/index.js';

/** A question with what it means, where that is known. */
export interface Meant {
  /** Equal for equal wording. */
  key: string;
  at: Date;
  vector: Float32Array | null;
}

export interface Cluster<T extends Meant> {
  /** The first that was asked: it names the cluster as long as it is remembered. */
  first: T;
  members: T[];
  /** The mean direction of the members; `null` while none of them is embedded. */
  centroid: Float32Array | null;
}

/** Questions this alike, on a scale where unrelated ones are at 0, ask the same. */
export const sameTopic = 0.6;

/**
 * Groups questions by meaning: one after the other, in the order in which they were asked, joins the nearest group or founds
 * one (leader clustering, Hartigan, Clustering Algorithms, 1975, with running centroids). Unlike hierarchical clustering, a
 * question that comes later never moves those before it, so groups keep their names. Equal wording is one group even
 * without vectors. Vectors have length 1.
 */
export function clusterQuestions<T extends Meant>(questions: readonly T[], model: string): Cluster<T>[] {
  const clusters: Cluster<T>[] = [];
  const sums: (Float32Array | null)[] = [];
  const byKey = new Map<string, number>();
  const ordered = [...questions].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const question of ordered) {
    const at = byKey.get(question.key) ?? nearest(clusters, question, model);
    const cluster = clusters[at];
    if (cluster) cluster.members.push(question);
    else clusters.push({ first: question, members: [question], centroid: null });
    byKey.set(question.key, at);
    const sum = added(sums[at] ?? null, question.vector);
    sums[at] = sum;
    const joined = clusters[at];
    if (joined) joined.centroid = sum && normalized(sum);
  }
  return clusters;
}

/** The place of the nearest cluster that is near enough, or the one behind the last. */
function nearest<T extends Meant>(clusters: Cluster<T>[], { vector }: T, model: string): number {
  let best = clusters.length;
  let likeness = sameTopic;
  if (!vector) return best;
  for (const [at, { centroid }] of clusters.entries()) {
    if (centroid?.length !== vector.length) continue;
    const value = similarity(model, dot(centroid, vector));
    if (value < likeness) continue;
    likeness = value;
    best = at;
  }
  return best;
}

const added = (sum: Float32Array | null, vector: Float32Array | null): Float32Array | null => {
  if (!vector) return sum;
  if (!sum) return Float32Array.from(vector);
  for (let axis = 0; axis < sum.length; axis++) sum[axis] = (sum[axis] ?? 0) + (vector[axis] ?? 0);
  return sum;
};

const normalized = (sum: Float32Array): Float32Array => {
  const length = Math.sqrt(dot(sum, sum)) || 1;
  return sum.map((value) => value / length);
};

/** The member that is nearest to all others; of equals the first that was asked. */
export function mostCentral<T extends Meant>({ members, centroid, first }: Cluster<T>): T {
  if (!centroid) return first;
  const nearness = ({ vector }: T): number => (vector ? dot(vector, centroid) : -1);
  return members.reduce((best, member) => (nearness(member) > nearness(best) + 1e-6 ? member : best), first);
}

/** How much a vector is like a cluster's questions, 0..1. */
export const likenessTo = (
  { centroid }: Pick<Cluster<Meant>, 'centroid'>,
  vector: Float32Array | null,
  model: string,
): number => (centroid && vector?.length === centroid.length ? similarity(model, dot(centroid, vector)) : 0);
