import type { Actor } from '../../accounts/index.js';
import { CrawlSettings, type AddItem } from '../../contracts/knowledge.contract.js';
import type { JobDocument, JobStarter } from '../../jobs/index.js';
import { invalid } from '../../platform/errors/app-error.js';
import { OutboundError } from '../../platform/http/outbound-error.js';
import { checkUrl, type OutboundRules } from '../../platform/http/outbound-rules.js';
import { newId } from '../../platform/ids.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { requireKnowledgeBase } from '../bases/knowledge-base.policy.js';
import type { RefreshSchedules } from '../refresh/refresh-schedules.js';
import { normalAddress } from '../web/addresses.js';
import { createIngestJob } from './add-items.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';
import { knowledgeItemRepository } from './knowledge-item.repository.js';
import { webItemRepository } from './web-item.repository.js';

export interface AddPageOptions {
  actor: Actor;
  knowledgeBaseId: string;
  input: AddItem & { url: string };
  rules: OutboundRules;
  schedules: RefreshSchedules;
  starter: JobStarter;
}

/**
 * Takes a page in by its address; a job fetches it. A page that the knowledge base has already is brought up to date
 * instead, with what is said about it now. @throws AppError NOT_FOUND, VALIDATION_ERROR for an address that is not fetched
 */
export async function addPage({
  actor,
  knowledgeBaseId,
  input,
  rules,
  schedules,
  starter,
}: AddPageOptions): Promise<{ items: KnowledgeItemDocument[]; job: JobDocument }> {
  const base = await requireKnowledgeBase(actor, knowledgeBaseId);
  const organizationId = actor.requireMembership('editor');
  const url = addressOf(input, rules);
  const { item, job } = await withTransaction(async () => {
    const [known] = await webItemRepository.withAddresses(organizationId, base._id, [url]);
    const item = known
      ? await updatePage(known, input)
      : await insertPage({ actor, organizationId, knowledgeBaseId: base._id, input, url });
    const pages = await webItemRepository.pagesOf(organizationId, item._id);
    const items = [item, ...pages];
    const ids = items.map(({ _id }) => _id);
    // Other settings of a crawl may lead to pages by links that were there before.
    await webItemRepository.makeDue(organizationId, ids, { anew: input.crawl !== undefined });
    return { item, job: await createIngestJob({ actor, organizationId, knowledgeBaseId: base._id, items }) };
  });
  if (item.web?.refresh) await schedules.keep(item._id, item.web.refresh);
  else if (input.refresh === null) await schedules.drop(item._id);
  return { items: [item], job: await starter.start(job) };
}

function addressOf({ url, type, content }: AddItem & { url: string }, rules: OutboundRules): string {
  if (content !== undefined) throw invalid('body.content', 'send either content or an url');
  if (type !== undefined) throw invalid('body.type', 'the type of a page is what its site says');
  try {
    return normalAddress(checkUrl(url, rules));
  } catch (error) {
    if (error instanceof OutboundError) throw invalid('body.url', error.message);
    throw error;
  }
}

const crawlOf = ({ crawl }: AddItem): CrawlSettings | null =>
  crawl === true ? CrawlSettings.parse({}) : crawl || null;

async function insertPage({
  actor,
  organizationId,
  knowledgeBaseId,
  input,
  url,
}: {
  actor: Actor;
  organizationId: string;
  knowledgeBaseId: string;
  input: AddItem;
  url: string;
}): Promise<KnowledgeItemDocument> {
  const { title, tags = [], metadata = {}, refresh = null } = input;
  const [item] = await webItemRepository.insertMany(organizationId, [
    {
      ...{ _id: newId(), knowledgeBaseId, title: title ?? url.slice(0, 300), tags, metadata },
      web: { url, crawl: crawlOf(input), refresh, addedBy: actor.userId, isTitleGiven: title !== undefined },
    },
  ]);
  if (!item) throw new Error('the item was not stored');
  return item;
}

async function updatePage(known: KnowledgeItemDocument, input: AddItem): Promise<KnowledgeItemDocument> {
  const { organizationId, knowledgeBaseId, _id } = known;
  const { title, tags, metadata, crawl, refresh } = input;
  await webItemRepository.note(organizationId, _id, {
    // A page that another crawl found becomes the first page of its own.
    ...(crawl === undefined ? {} : { crawl: crawlOf(input) }),
    ...(crawl ? { rootId: null, depth: 0 } : {}),
    ...(refresh === undefined ? {} : { refresh }),
    ...(title === undefined ? {} : { isTitleGiven: true }),
  });
  const changes = {
    ...(title === undefined ? {} : { title }),
    ...(tags === undefined ? {} : { tags }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  const isChanged = Object.keys(changes).length > 0;
  const item = isChanged
    ? await knowledgeItemRepository.revise(organizationId, knowledgeBaseId, _id, changes)
    : await knowledgeItemRepository.find(organizationId, knowledgeBaseId, _id);
  if (!item) throw new Error('the item was deleted in the same transaction');
  return item;
}
