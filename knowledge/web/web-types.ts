import type { ItemType } from '../../contracts/knowledge.contract.js';
import type { KnowledgeItemDocument } from '../items/knowledge-item.model.js';
import type { WebSource } from '../items/web-source.schema.js';
import type { PageReader } from './page-reader.js';
import type { WebClient } from './web-client.js';

/** What fetching pages needs. */
export interface WebDependencies {
  client: WebClient;
  reader: PageReader;
}

export type WebItem = KnowledgeItemDocument & { web: WebSource };

/** What became of a page that was to be fetched. */
export type Taken =
  /** Its content is stored and waits to be indexed. */
  | { kind: 'changed'; item: KnowledgeItemDocument }
  | { kind: 'unchanged' }
  | { kind: 'failed'; reason: string }
  /** There is no such item any more: it is another's double, or nothing that a crawl takes in. */
  | { kind: 'dropped'; reason: string };

/** A page as it was fetched. */
export interface FetchedPage {
  url: URL;
  /** Its address for readers: the canonical one when that is believed. */
  source: string;
  type: ItemType;
  title: string;
  bytes: Buffer;
  noindex: boolean;
  etag: string | null;
  lastModified: string | null;
}
