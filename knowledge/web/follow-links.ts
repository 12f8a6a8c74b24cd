import { jobItemRepository } from '../../jobs/index.js';
import { derivedId } from '../../platform/ids.js';
import type { IngestContext } from '../ingest/ingest-batch.js';
import { webItemRepository } from '../items/web-item.repository.js';
import type { RecordPage } from './record-page.js';

/** So many times as many pages as a crawl may have are looked at. */
const mostTries = 3;
/** Kept of one page. */
const mostLinks = 1_000;

/**
 * Adds the pages that a page leads to, as far as its crawl goes. Pages do not come in the order of their depth: several
 * are fetched at a time and some are tried again later. So a page that turns out to be nearer to the first one than
 * was known passes that on along the links kept of it, without being fetched again.
 */
export async function followLinks(
  { item, root, page, links }: RecordPage,
  context: IngestContext,
): Promise<void> {
  const { crawl } = root.web;
  if (!crawl) return;
  const { organizationId, _id } = item;
  let next = links;
  if (page === null)
    next = [...new Set([...(await webItemRepository.linksOf(organizationId, [_id])), ...links])];
  else await webItemRepository.note(organizationId, _id, { links: links.slice(0, mostLinks) });
  // It may have come nearer since it was claimed.
  let depth = await webItemRepository.depthOf(organizationId, _id);
  while (depth < crawl.maxDepth && next.length > 0) {
    depth += 1;
    const known = await webItemRepository.withAddresses(organizationId, item.knowledgeBaseId, next);
    const taken = new Set([...root.web.removed, ...known.flatMap(({ web }) => web?.addresses ?? [])]);
    await addPages(
      next.filter((address) => !taken.has(address)),
      { root, depth, maxPages: crawl.maxPages },
      context,
    );
    const nearer = known
      .filter(({ web }) => web?.rootId === root._id && web.depth > depth)
      .map(({ _id }) => _id);
    if (nearer.length === 0) return;
    await webItemRepository.setDepth(organizationId, nearer, depth);
    next = await webItemRepository.linksOf(organizationId, nearer);
  }
}

/** Pages that the knowledge base does not have yet become items of the same job, as many as the crawl may have. */
async function addPages(
  addresses: string[],
  { root, depth, maxPages }: { root: RecordPage['root']; depth: number; maxPages: number },
  { base, jobId }: IngestContext,
): Promise<void> {
  if (addresses.length === 0) return;
  const { organizationId } = base;
  const total = (await jobItemRepository.countsOf([jobId])).get(jobId)?.total ?? 0;
  const room = Math.min(
    maxPages - 1 - (await webItemRepository.countPages(organizationId, root._id)),
    // Pages that are dropped make room for others, but not without end.
    maxPages * mostTries - total,
  );
  if (room <= 0) return;
  const pages = addresses.map((url) => ({ url, _id: derivedId(root._id, url) }));
  const tried = await jobItemRepository.subjectsIn(
    jobId,
    pages.map(({ _id }) => _id),
  );
  const fresh = pages
    .filter(({ _id }) => !tried.has(_id))
    .slice(0, room)
    .map(({ url, _id }) => ({
      _id,
      ...{ knowledgeBaseId: base._id, title: url.slice(0, 300), tags: root.tags, metadata: root.metadata },
      web: { url, rootId: root._id, depth, addedBy: root.web.addedBy },
    }));
  if (fresh.length === 0) return;
  await webItemRepository.insertMany(organizationId, fresh);
  await jobItemRepository.append(
    organizationId,
    jobId,
    fresh.map(({ _id, title }) => ({ subjectId: _id, title })),
  );
}
