import type { ItemStatus, KnowledgeBase } from '../../contracts/knowledge.contract.js';
import type { KnowledgeBaseDocument } from './knowledge-base.model.js';

export type ItemCounts = Record<ItemStatus, number>;

export const presentKnowledgeBase = (base: KnowledgeBaseDocument, counts: ItemCounts): KnowledgeBase => ({
  id: base._id,
  chatbotId: base.chatbotId,
  organizationId: base.organizationId,
  name: base.name,
  description: base.description,
  language: base.language,
  chunking: base.chunking,
  embeddingModel: base.embedding.model,
  items: { total: counts.pending + counts.processing + counts.ready + counts.failed, ...counts },
  createdAt: base.createdAt.toISOString(),
  updatedAt: base.updatedAt.toISOString(),
});
