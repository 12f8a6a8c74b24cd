/**
 * The vector store behind one interface: dense vectors and the lexical index of the same points.
 * A *collection* is one generation of one knowledge base under one embedding model; every call names the
 * organisation too, so that a store with shared collections can never answer across tenants.
 */
export interface CollectionRef {
  /** This and the next: up to 64 letters, digits, `-` and `_`; every call rejects anything else. */
  organizationId: string;
  knowledgeBaseId: string;
  /** Grows with each re-index; searches name the active one. */
  generation: number;
  /** Names the embedding model; vectors of different models never meet. */
  model: string;
  dimensions: number;
}

export interface VectorPoint {
  /** Deterministic: the same chunk of the same item revision always has the same id. */
  id: string;
  itemId: string;
  /** The item's revision that the point was made from; hits of an inactive revision are dropped by the caller. */
  revision: number;
  tags: string[];
  /** L2-normalised, `dimensions` long. */
  vector: Float32Array;
  /** Analysed terms (already stemmed and lower-cased, no whitespace inside), in text order, repetitions kept. */
  terms: string[];
}

export interface SearchFilter {
  /** Keep points that carry at least one of these tags; empty or absent: all points. */
  tags?: string[];
}

export interface VectorHit {
  id: string;
  itemId: string;
  revision: number;
  /** Cosine similarity (-1..1) for a dense search, BM25 score (>= 0) for a lexical one; best first. */
  score: number;
}

export interface TermStatistics {
  /** Points in the collection. */
  total: number;
  /** For each asked term, how many points contain it. */
  frequencies: Map<string, number>;
}

export interface HybridQuery {
  /** `null` leaves the vectors out: there are no dense hits and no cosines then. */
  vector: Float32Array | null;
  /** Empty leaves the lexical index out. */
  terms: string[];
}

export interface HybridHits {
  dense: VectorHit[];
  lexical: VectorHit[];
  /** The question's cosine with every hit of either list, by point id; an id is missing only when its point went meanwhile. */
  cosines: Map<string, number>;
  /** Of the asked terms. */
  statistics: TermStatistics;
}

export interface VectorStore {
  /** What holds the vectors, for people: `LanceDB`, or `Qdrant` with its version. */
  readonly engine: string;
  /**
   * Idempotent by point id (of equal ids the last counts); visible to searches of every process when the promise
   * resolves. Written by the worker only.
   * @throws Error when a vector is not normalised or not `dimensions` long, or a term is empty or has
   * whitespace inside; nothing of this call has been written then.
   */
  upsert(collection: CollectionRef, points: VectorPoint[]): Promise<void>;
  /** Removes the points of these items: all revisions below `beforeRevision`, or all when it is absent. */
  deleteItems(collection: CollectionRef, items: { itemId: string; beforeRevision?: number }[]): Promise<void>;
  deleteCollection(collection: CollectionRef): Promise<void>;
  searchDense(
    collection: CollectionRef,
    vector: Float32Array,
    options: { limit: number } & SearchFilter,
  ): Promise<VectorHit[]>;
  /** OR over the distinct terms, ranked by BM25 (see bm25.ts) with the collection's own statistics. */
  searchLexical(
    collection: CollectionRef,
    terms: string[],
    options: { limit: number } & SearchFilter,
  ): Promise<VectorHit[]>;
  /**
   * What a hybrid retrieval needs, in one round trip where the store is a server: the best `limit` of `searchDense` and of
   * `searchLexical`, how near each of them is to the question, and the statistics of its terms.
   */
  searchHybrid(
    collection: CollectionRef,
    query: HybridQuery,
    options: { limit: number } & SearchFilter,
  ): Promise<HybridHits>;
  termStatistics(collection: CollectionRef, terms: string[]): Promise<TermStatistics>;
  /** Vectors by point id; ids that are not there are absent from the map. */
  vectors(collection: CollectionRef, ids: string[]): Promise<Map<string, Float32Array>>;
  /** Points in the collection, of all revisions; 0 when there is no such collection. */
  count(collection: CollectionRef): Promise<number>;
  /** All item ids with the revisions that have points, in the order of the ids, one batch at a time; for orphan checks. */
  items(collection: CollectionRef): AsyncIterable<{ itemId: string; revision: number; points: number }>;
  /** All points, a batch at a time, in no particular order; for moving them to another store. */
  points(collection: CollectionRef): AsyncIterable<VectorPoint[]>;
  /** Compacts files and brings indexes up to date; called when a job ends. */
  optimize(collection: CollectionRef): Promise<void>;
  /** Rejects when the store cannot answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
