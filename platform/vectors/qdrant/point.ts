import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import type { CollectionRef, VectorPoint } from '../vector-store.js';
import { pointId } from './point-id.js';
import { termVector } from './terms.js';

/** What a search brings back of a point. */
export const hitFields = ['id', 'itemId', 'revision'];
export const HitPayload = z.object({ id: z.string(), itemId: z.string(), revision: z.number() });

export const PointPayload = HitPayload.extend({ tags: z.array(z.string()), terms: z.array(z.string()) });

/**
 * An integer in the order of the item ids: their first six bytes. Qdrant sorts by numbers only; what shares the six bytes
 * is sorted by the reader.
 */
export const itemOrder = (itemId: string): number => {
  const bytes = Buffer.alloc(6);
  bytes.write(itemId, 'utf8');
  return bytes.readUIntBE(0, 6);
};

/** A point with everything that filters, counts and scores need. Terms stay in text order, repetitions kept. */
export function toPoint(collection: CollectionRef, point: VectorPoint): Schemas['PointStruct'] {
  const { organizationId, knowledgeBaseId, generation } = collection;
  const { id, itemId, revision, tags, terms, vector } = point;
  return {
    id: pointId(collection, id),
    vector: { dense: Array.from(vector), ...(terms.length > 0 ? { terms: termVector(terms) } : {}) },
    payload: {
      ...{ organizationId, knowledgeBaseId, generation },
      scope: `${organizationId}/${knowledgeBaseId}/${generation}`,
      ...{ id, itemId, revision, tags, terms },
      itemOrder: itemOrder(itemId),
      length: terms.length,
    },
  };
}

const NamedVectors = z.object({ dense: z.array(z.number()) });

export const denseVector = (vector: unknown): Float32Array =>
  Float32Array.from(NamedVectors.parse(vector).dense);
