import type { JobItemDocument } from '../../jobs/index.js';
import type { GuardedResponse } from '../../platform/http/guarded-fetch.types.js';
import { ExtractionError } from '../extract/blocks.js';
import type { IngestContext } from '../ingest/ingest-batch.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { webItemRepository } from '../items/web-item.repository.js';
import { isSameSite, normalAddress } from './addresses.js';
import { withinCrawl } from './crawl-scope.js';
import { decodePage } from './decode-page.js';
import { dropItem, withdrawItem } from './give-up-page.js';
import { acceptedContentTypes, typeOfContent } from './page-types.js';
import { robotsDirectives, type PageContent } from './read-page.js';
import { recordPage } from './record-page.js';
import type { FetchedPage, Taken, WebItem } from './web-types.js';

/** Fetches one page, stores what it says, and adds the pages that it leads to when it is part of a crawl. */
export async function takePage(
  item: WebItem,
  jobItem: JobItemDocument,
  context: IngestContext,
): Promise<Taken> {
  const { dependencies, signal } = context;
  const { client } = dependencies.web;
  const root = await rootOf(item);
  const isFound = item.web.rootId !== null;
  const answer = await client.page({
    ...{ url: item.web.url, etag: item.web.etag, lastModified: item.web.lastModified },
    accept: acceptedContentTypes,
    mayFollow: (url) => !isFound || isSameSite(url, root.source),
    signal,
  });
  if (answer.kind === 'gone') return gone(item, answer.status, context);
  if (answer.kind === 'refused') {
    const { reason, lasting } = answer;
    if (isFound && lasting && item.activeRevision === null) return dropItem(item, reason, context);
    await webItemRepository.noteFailure(item, reason);
    return { kind: 'failed', reason };
  }
  if (answer.kind === 'unchanged') {
    const links = await linksOf(item, root, { links: [], nofollow: false }, context);
    return recordPage({ item, root, jobItem, page: null, links }, context);
  }
  const read = await readAnswer(item, answer.response, context);
  if ('refused' in read) {
    await webItemRepository.noteFailure(item, read.refused);
    return { kind: 'failed', reason: read.refused };
  }
  const links = await linksOf(item, root, read, context);
  return recordPage({ item, root, jobItem, page: read.page, links }, context);
}

/** The first page of the crawl that an item belongs to; an item of its own is its own. */
async function rootOf(item: WebItem): Promise<WebItem> {
  const { rootId } = item.web;
  if (rootId === null) return item;
  const [root] = await knowledgeItemRepository.findMany(item.organizationId, [rootId]);
  return root?.web ? (root as WebItem) : item;
}

async function gone(item: WebItem, status: number, context: IngestContext): Promise<Taken> {
  const reason = `The page does not exist (${status})`;
  if (item.activeRevision === null) {
    if (item.web.rootId !== null) return dropItem(item, reason, context);
    await webItemRepository.noteFailure(item, reason);
  } else if (item.web.misses > 0) await withdrawItem(item, `${reason}; it is no longer searched`, context);
  else {
    const misses = item.web.misses + 1;
    const kept = `${reason}; its last content is kept until the next refresh`;
    await webItemRepository.noteFailure(item, kept, { misses, due: false });
  }
  return { kind: 'failed', reason };
}

interface ReadAnswer {
  page: FetchedPage;
  links: string[];
  nofollow: boolean;
}

async function readAnswer(
  item: WebItem,
  { url, headers, body }: GuardedResponse,
  { dependencies, signal }: IngestContext,
): Promise<ReadAnswer | { refused: string }> {
  const contentType = headers['content-type'] ?? '';
  const type = typeOfContent(contentType, url);
  const header = robotsDirectives(headers['x-robots-tag'] ?? '');
  const common = { url, type, etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
  if (type !== 'html') {
    const isText = type === 'text' || type === 'markdown';
    const bytes = isText ? Buffer.from(decodePage(body, contentType)) : body;
    const page = { ...common, bytes, title: nameOf(url), source: url.href, noindex: header.noindex };
    return { page, links: [], nofollow: header.nofollow };
  }
  let content: PageContent;
  try {
    content = await dependencies.web.reader.ask(
      { html: decodePage(body, contentType), url: url.href },
      signal,
    );
  } catch (error) {
    if (error instanceof ExtractionError) return { refused: error.message };
    throw error;
  }
  const page = {
    ...common,
    bytes: Buffer.from(content.html),
    title: content.title ?? item.title,
    source: believed(content.canonical, url),
    noindex: content.noindex || header.noindex,
  };
  return { page, links: content.links, nofollow: content.nofollow || header.nofollow };
}

/** A page may say that it is another of its own site, not that it is one of somebody else's. */
const believed = (canonical: string | null, url: URL): string =>
  canonical !== null && canonical.length <= 2_000 && isSameSite(canonical, url)
    ? normalAddress(canonical)
    : normalAddress(url);

function nameOf(url: URL): string {
  const name = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return Array.from(decodeURIComponent(name)).slice(0, 300).join('') || url.host;
  } catch {
    return name || url.host;
  }
}

/** The crawl's pages that this page names; for the first page also those of the site's own lists. */
async function linksOf(
  item: WebItem,
  root: WebItem,
  { page, links, nofollow }: { page?: FetchedPage; links: string[]; nofollow: boolean },
  { dependencies, signal }: IngestContext,
): Promise<string[]> {
  const { crawl } = root.web;
  if (!crawl) return [];
  const site = item === root && page ? page.source : root.source;
  const listed =
    item === root && crawl.maxDepth > 0
      ? await dependencies.web.client.sitemap(new URL(site), { limit: crawl.maxPages * 5, signal })
      : [];
  return withinCrawl([...(nofollow ? [] : links), ...listed], site, crawl);
}
