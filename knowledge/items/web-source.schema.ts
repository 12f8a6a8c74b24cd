import { Schema } from 'mongoose';
import {
  refreshIntervals,
  type CrawlSettings,
  type RefreshInterval,
} from '../../contracts/knowledge.contract.js';

/** Where an item's content is fetched from, and what is known of the last time. */
export interface WebSource {
  /** As it was asked for or found, in its normal form. */
  url: string;
  /** All addresses known to lead to this page, in their normal form; no other item of the knowledge base has one of them. */
  addresses: string[];
  /** The item whose crawl found this page. */
  rootId: string | null;
  /** The fewest links from the crawl's first page. */
  depth: number;
  /** Addresses that the page leads to, for a page of a crawl. Only read where asked for. */
  links: string[];
  /** Set for the first page of a crawl. */
  crawl: CrawlSettings | null;
  /** Of a crawl: addresses that were deleted by hand, which it leaves alone from then on. */
  removed: string[];
  refresh: RefreshInterval | null;
  /** Whoever added it; refreshes are made in this name. */
  addedBy: string;
  /** A title that was given stays; otherwise the page's own is taken. */
  isTitleGiven: boolean;
  /** The next job that works on the item fetches it. */
  due: boolean;
  etag: string | null;
  lastModified: string | null;
  fetchedAt: Date | null;
  /** Fetches in a row that found the page gone. */
  misses: number;
  /** Why the last fetch gave nothing new; none when the item has no content and therefore failed with that reason. */
  warning: string | null;
}

const crawlSchema = new Schema<CrawlSettings>(
  {
    maxPages: Number,
    maxDepth: Number,
    include: [String],
    exclude: [String],
    pathPrefix: { type: String, default: null },
  },
  { _id: false },
);

export const webSourceSchema = new Schema<WebSource>(
  {
    url: { type: String, required: true },
    addresses: { type: [String], required: true },
    rootId: { type: String, default: null },
    depth: { type: Number, default: 0 },
    links: { type: [String], default: [], select: false },
    crawl: { type: crawlSchema, default: null },
    removed: { type: [String], default: [] },
    refresh: { type: String, enum: [...refreshIntervals, null], default: null },
    addedBy: { type: String, required: true },
    isTitleGiven: { type: Boolean, default: false },
    due: { type: Boolean, default: true },
    etag: { type: String, default: null },
    lastModified: { type: String, default: null },
    fetchedAt: { type: Date, default: null },
    misses: { type: Number, default: 0 },
    warning: { type: String, default: null },
  },
  { _id: false },
);
