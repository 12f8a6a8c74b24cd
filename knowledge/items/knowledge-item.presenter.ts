import type { AcceptedItems, KnowledgeItem } from '../../contracts/knowledge.contract.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';

/** Of the content and of the last fetch: they are kept apart, as each of the two replaces only its own. */
const warningsOf = ({ warnings, web }: KnowledgeItemDocument): string[] =>
  // Items that were stored before there were warnings have none.
  [...(warnings ?? []), ...(web?.warning ? [web.warning] : [])];

export const presentItem = (item: KnowledgeItemDocument): KnowledgeItem => ({
  id: item._id,
  knowledgeBaseId: item.knowledgeBaseId,
  title: item.title,
  type: item.type,
  status: item.status,
  error: item.error,
  warnings: warningsOf(item),
  source: item.source,
  tags: item.tags,
  metadata: item.metadata,
  size: item.size,
  chunks: item.activeChunks,
  revision: item.revision,
  url: item.web?.url ?? null,
  parentId: item.web?.rootId ?? item.parentId ?? null,
  crawl: item.web?.crawl ?? null,
  refresh: item.web?.refresh ?? null,
  lastFetchedAt: item.web?.fetchedAt?.toISOString() ?? null,
  createdAt: item.createdAt.toISOString(),
  updatedAt: item.updatedAt.toISOString(),
});

export const presentAccepted = (items: KnowledgeItemDocument[], jobId: string): AcceptedItems => ({
  items: items.map(({ _id, title, status }) => ({ id: _id, title, status })),
  jobId,
});
