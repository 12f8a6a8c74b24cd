import { collectionsOf, type KnowledgeBaseDocument } from '../../knowledge/index.js';
import { copyCollection } from '../../platform/vectors/transfer/copy-collection.js';
import { verifyCopy } from '../../platform/vectors/transfer/verify-copy.js';
import type { CollectionRef, VectorStore } from '../../platform/vectors/vector-store.js';

export interface TransferredBase {
  knowledgeBase: string;
  source: number;
  copied: number;
  target: number;
  difference: string | null;
}

export interface TransferOptions {
  bases: AsyncIterable<KnowledgeBaseDocument>;
  from: VectorStore;
  to: VectorStore;
  /** Called before the source is deleted; null keeps the source. */
  beforeDeletion: (() => Promise<void>) | null;
  say: (line: string) => void;
}

/** Points after which progress is told again. */
const tellEvery = 5_000;

/** Copies and verifies knowledge base after knowledge base; the source is deleted only when all of them are the same. */
export async function transferVectors({
  bases,
  from,
  to,
  beforeDeletion,
  say,
}: TransferOptions): Promise<TransferredBase[]> {
  const done: TransferredBase[] = [];
  const collections: CollectionRef[] = [];
  for await (const base of bases) {
    for (const collection of collectionsOf(base)) {
      const knowledgeBase = nameOf(base, collection);
      let told = 0;
      const copied = await copyCollection({
        ...{ collection, from, to },
        onProgress: (count) => {
          if (count - told < tellEvery) return;
          told = count;
          say(`${knowledgeBase}: ${count} points copied`);
        },
      });
      const verified = await verifyCopy(collection, { from, to });
      collections.push(collection);
      done.push({
        ...{ knowledgeBase, copied },
        source: verified.from,
        target: verified.to,
        difference: verified.difference,
      });
      say(`${knowledgeBase}: ${verified.difference ?? `${verified.to} points, the same in both`}`);
    }
  }
  if (beforeDeletion && done.every(({ difference }) => difference === null)) {
    await beforeDeletion();
    for (const collection of collections) await from.deleteCollection(collection);
  }
  return done;
}

const nameOf = ({ _id, name, generation }: KnowledgeBaseDocument, collection: CollectionRef): string =>
  collection.generation === generation ? `${name} (${_id})` : `${name} (${_id}, being re-indexed)`;
