import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { createHash } from 'node:crypto';
import { checkCollection } from '../check-collection.js';
import type { CollectionRef } from '../vector-store.js';

export type Quantization = 'none' | 'scalar' | 'binary';

/**
 * Grows with every change that older points would not fit, and names the collections that are made from then on. One that
 * its alias names already stays in use until it was filled anew and the alias was moved.
 */
const layoutVersion = 1;

/**
 * The alias that every request goes to: one collection for each embedding model, shared by all organisations. The hash
 * covers the model's name exactly; the readable part is for people.
 */
export function collectionAlias(prefix: string, collection: CollectionRef): string {
  checkCollection(collection);
  const { model, dimensions } = collection;
  const readable = model.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 40);
  const hash = createHash('sha256').update(`${model}\0${dimensions}`).digest('hex').slice(0, 12);
  return `${prefix}-${readable}-${dimensions}-${hash}`;
}

/**
 * Dense vectors with the cosine, and the terms as sparse vectors whose IDF the server applies. There is no graph over all
 * points (`m: 0`), as nobody searches all of them: each knowledge base that is large enough gets one of its own
 * (`payload_m`), smaller ones are searched exactly. With quantisation the small vectors are in memory and the exact ones,
 * which decide the order, on disk.
 */
export const collectionLayout = (dimensions: number, quantization: Quantization) =>
  ({
    vectors: {
      dense: { size: dimensions, distance: 'Cosine', on_disk: quantization !== 'none' },
    },
    sparse_vectors: { terms: { modifier: 'idf' } },
    hnsw_config: { m: 0, payload_m: 16 },
    on_disk_payload: true,
    ...quantizationConfig(quantization),
  }) satisfies Schemas['CreateCollection'];

function quantizationConfig(
  quantization: Quantization,
): Pick<Schemas['CreateCollection'], 'quantization_config'> {
  if (quantization === 'none') return {};
  if (quantization === 'scalar')
    return { quantization_config: { scalar: { type: 'int8', quantile: 0.99, always_ram: true } } };
  return { quantization_config: { binary: { always_ram: true } } };
}

const keyword = { type: 'keyword', enable_hnsw: false } as const;
const integer = { type: 'integer', enable_hnsw: false } as const;

/**
 * Graphs are built along `scope` alone, the organisation, knowledge base and generation in one: what a search is about. Along
 * the knowledge base, a graph would lead through both generations of a re-index and miss what the filter then leaves of them;
 * one for each term would cost more than all else.
 */
const payloadIndexes: Record<string, Schemas['PayloadSchemaParams']> = {
  organizationId: { ...keyword, is_tenant: true },
  knowledgeBaseId: keyword,
  scope: { ...keyword, enable_hnsw: true },
  generation: { ...integer, range: false },
  itemId: keyword,
  itemOrder: { ...integer, lookup: false },
  revision: integer,
  tags: keyword,
  terms: keyword,
  length: { ...integer, range: false },
};

/**
 * Makes the collection, its indexes and its alias, whatever of it is missing: another process may be doing the same, and
 * one that died may have left a part.
 */
export async function ensureLayout(
  client: QdrantClient,
  { alias, dimensions, quantization }: { alias: string; dimensions: number; quantization: Quantization },
): Promise<void> {
  const live = await client.getCollection(alias).catch(unlessStatus(404));
  const name = live ? alias : `${alias}-v${layoutVersion}`;
  const found = live ?? (await client.getCollection(name).catch(unlessStatus(404)));
  if (!found) {
    await client.createCollection(name, collectionLayout(dimensions, quantization)).catch(unlessStatus(409));
  }
  for (const [field, schema] of Object.entries(payloadIndexes)) {
    if (found?.payload_schema[field]) continue;
    await client.createPayloadIndex(name, { field_name: field, field_schema: schema, wait: true });
  }
  if (live) return;
  await client.updateCollectionAliases({
    actions: [{ create_alias: { alias_name: alias, collection_name: name } }],
  });
}

export const hasStatus = (error: unknown, status: number): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === status;

const unlessStatus =
  (status: number) =>
  (error: unknown): undefined => {
    if (!hasStatus(error, status)) throw error;
  };
