import { z } from 'zod';
import type { CollectionRef, VectorPoint } from '../vector-store.js';
import { inCollection } from './filter.js';
import { pointId } from './point-id.js';
import { denseVector, PointPayload } from './point.js';
import type { QdrantReader } from './reader.js';

const idsPerRequest = 500;
/** Points with vectors and terms in one answer: about a megabyte. */
const pointsPerPage = 128;

/** By their ids, and within the collection only, like everything. */
export async function readVectors(
  { read }: QdrantReader,
  collection: CollectionRef,
  ids: readonly string[],
): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  for (let start = 0; start < ids.length; start += idsPerRequest) {
    const wanted = ids.slice(start, start + idsPerRequest).map((id) => pointId(collection, id));
    const answer = await read(collection, (client, alias) =>
      client.scroll(alias, {
        filter: inCollection(collection, { has_id: wanted }),
        limit: wanted.length,
        with_payload: ['id'],
        with_vector: ['dense'],
      }),
    );
    for (const { payload, vector } of answer?.points ?? [])
      found.set(z.object({ id: z.string() }).parse(payload).id, denseVector(vector));
  }
  return found;
}

/** Page by page in the order of Qdrant's ids; what is written meanwhile may or may not be among them. */
export async function* readPoints(
  { read }: QdrantReader,
  collection: CollectionRef,
): AsyncGenerator<VectorPoint[]> {
  let offset: string | number | undefined;
  do {
    const from = offset;
    const page = await read(collection, (client, alias) =>
      client.scroll(alias, {
        filter: inCollection(collection),
        limit: pointsPerPage,
        offset: from,
        with_payload: true,
        with_vector: ['dense'],
      }),
    );
    const points = page?.points ?? [];
    if (points.length > 0)
      yield points.map(({ payload, vector }) => ({
        ...PointPayload.parse(payload),
        vector: denseVector(vector),
      }));
    const next = page?.next_page_offset;
    offset = typeof next === 'string' || typeof next === 'number' ? next : undefined;
  } while (offset !== undefined);
}
