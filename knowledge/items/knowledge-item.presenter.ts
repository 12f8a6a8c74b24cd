import type { AcceptedItems, KnowledgeItem } from '../../contracts/knowledge.contract.js';
import type { KnowledgeItemDocument } from './knowledge-item.model.js';

export const presentItem = (item: KnowledgeItemDocument): KnowledgeItem => ({
  id: item._id,
  knowledgeBaseId: item.knowledgeBaseId,
  title: item.title,
  type: item.type,
  status: item.status,
  error: item.error,
  source: item.source,
  tags: item.tags,
  metadata: item.metadata,
  size: item.size,
  chunks: item.activeChunks,
  revision: item.revision,
  createdAt: item.createdAt.toISOString(),
  updatedAt: item.updatedAt.toISOString(),
});

export const presentAccepted = (items: KnowledgeItemDocument[], jobId: string): AcceptedItems => ({
  items: items.map(({ _id, title, status }) => ({ id: _id, title, status })),
  jobId,
});
