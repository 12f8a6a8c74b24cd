import { jobItemRepository, jobRepository, type JobItemDocument } from '../../jobs/index.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { IngestContext } from '../ingest/ingest-batch.js';
import { deleteUnusedBlob } from '../ingest/janitor.js';
import { knowledgeItemRepository } from '../items/knowledge-item.repository.js';
import { webItemRepository } from '../items/web-item.repository.js';
import { isSameSite, normalAddress } from './addresses.js';
import { followLinks } from './follow-links.js';
import { dropItem } from './give-up-page.js';
import type { FetchedPage, Taken, WebItem } from './web-types.js';

export interface RecordPage {
  item: WebItem;
  /** The first page of its crawl, or the item itself. */
  root: WebItem;
  jobItem: JobItemDocument;
  /** `null` when the site says that it has not changed. */
  page: FetchedPage | null;
  /** Normalised addresses of the crawl's pages that were found now. */
  links: string[];
}

/**
 * Stores what a fetch found together with the pages that it leads to, in one transaction: a worker that dies before it
 * fetches the page again, one that dies after it neither loses nor doubles any of them.
 */
export async function recordPage(fetched: RecordPage, context: IngestContext): Promise<Taken> {
  const { item, page } = fetched;
  const { base, dependencies } = context;
  const { organizationId } = base;
  const blob = page === null ? null : await dependencies.blobs.putBytes(organizationId, page.bytes);
  const taken = await withTransaction(() => record(fetched, blob, context)).catch(async (error: unknown) => {
    // Whoever repeats it stores the content again.
    if (blob !== null)
      await deleteUnusedBlob(organizationId, blob, dependencies.blobs).catch(() => undefined);
    throw error;
  });
  if (page?.noindex && item !== fetched.root)
    return dropItem(item, 'The page asks not to be indexed', context);
  // The same content may have been deleted with another item just before this one began to use it.
  if (page !== null && taken.kind === 'changed')
    await dependencies.blobs.putBytes(organizationId, page.bytes);
  for (const unused of new Set([item.blob, blob]))
    if (unused !== null) await deleteUnusedBlob(organizationId, unused, dependencies.blobs);
  return taken;
}

async function record(fetched: RecordPage, blob: string | null, context: IngestContext): Promise<Taken> {
  const { item, root, jobItem, page } = fetched;
  const { organizationId } = context.base;
  // In this order everywhere: two lanes that add to the same job wait for each other here.
  if (!(await jobRepository.hold(organizationId, context.jobId))) throw new Error('the job has ended');
  if (!(await jobItemRepository.hold(context.token, jobItem._id))) throw new Error('the claim was lost');
  if (!(await knowledgeItemRepository.hold(organizationId, item._id)))
    return { kind: 'dropped', reason: 'The item was deleted' };
  await followLinks(fetched, context);
  const fetchedAt = new Date();
  if (page === null || blob === null) {
    const seen = await webItemRepository.take(item, { content: {}, isRevised: false, web: { fetchedAt } });
    return seen && seen.activeRevision !== seen.revision
      ? { kind: 'changed', item: seen }
      : { kind: 'unchanged' };
  }
  // Its links count, itself it does not.
  if (page.noindex && item !== root) return { kind: 'unchanged' };
  const double = await foldIntoDouble(fetched, page, blob, context);
  if (double) return { kind: 'dropped', reason: `The same page as item ${double}` };
  const title = item.web.isTitleGiven ? item.title : page.title;
  const isChanged = blob !== item.blob || title !== item.title || page.type !== item.type;
  const stored = await webItemRepository.take(item, {
    content: { title, source: page.source, type: page.type, blob, size: page.bytes.length },
    // A first content is the revision that waits for it.
    isRevised: isChanged && item.blob !== null,
    web: { fetchedAt, etag: page.etag, lastModified: page.lastModified },
  });
  if (!stored) throw new Error('the page was fetched by another job');
  return stored.activeRevision === stored.revision
    ? { kind: 'unchanged' }
    : { kind: 'changed', item: stored };
}

/**
 * A page that another item is already is not kept twice. The other one takes its addresses over, so that no crawl
 * finds it again, and is brought up to date by this job. What was searched before, or has a crawl, stays as it is.
 */
async function foldIntoDouble(
  { item, root }: RecordPage,
  { url, source }: FetchedPage,
  blob: string,
  { base, jobId }: IngestContext,
): Promise<string | null> {
  const { organizationId } = base;
  const addresses = [...new Set([...item.web.addresses, normalAddress(url), source])];
  const others = (await webItemRepository.withAddresses(organizationId, base._id, addresses)).filter(
    ({ _id }) => _id !== item._id,
  );
  const canFold = item.activeRevision === null && item.web.crawl === null;
  const twin = canFold && item !== root ? await webItemRepository.twinOf(item, root._id, blob) : null;
  const other = others[0] ?? twin;
  if (!other || !canFold) {
    const taken = new Set(others.flatMap(({ web }) => web?.addresses ?? []));
    const left = addresses.filter((address) => isLeft(address, item, url));
    const free = addresses.filter((address) => !taken.has(address) && !left.includes(address));
    await webItemRepository.addAddresses(organizationId, item._id, free);
    if (left.length > 0) await webItemRepository.dropAddresses(organizationId, item._id, left);
    return null;
  }
  await knowledgeItemRepository.delete(organizationId, base._id, item._id);
  await webItemRepository.addAddresses(
    organizationId,
    other._id,
    addresses.filter((address) => !others.slice(1).some(({ web }) => web?.addresses.includes(address))),
  );
  if (item.web.refresh && !other.web?.refresh)
    await webItemRepository.note(organizationId, other._id, { refresh: item.web.refresh });
  if (item === root && !(await jobItemRepository.subjectsIn(jobId, [other._id])).has(other._id)) {
    await webItemRepository.makeDue(organizationId, [other._id]);
    await jobItemRepository.append(organizationId, jobId, [{ subjectId: other._id, title: other.title }]);
  }
  return other._id;
}

/** What led to another site's page speaks for that page no more when it leads elsewhere. */
const isLeft = (address: string, { source, web }: WebItem, url: URL): boolean =>
  isSameSite(address, source) && !isSameSite(source, web.url) && !isSameSite(source, url);
