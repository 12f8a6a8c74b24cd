import type { ItemStatus, KnowledgeBase } from '../../contracts/knowledge.contract.js';
import type { BuildingIndex, KnowledgeBaseDocument } from './knowledge-base.model.js';

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
  generation: base.generation,
  building: base.building ? presentBuilding(base.building) : null,
  items: { total: counts.pending + counts.processing + counts.ready + counts.failed, ...counts },
  createdAt: base.createdAt.toISOString(),
  updatedAt: base.updatedAt.toISOString(),
});

const presentBuilding = ({
  jobId,
  generation,
  language,
  chunking,
  embedding,
  startedAt,
}: BuildingIndex): KnowledgeBase['building'] => ({
  ...{ jobId, generation, language, chunking },
  embeddingModel: embedding.model,
  startedAt: startedAt.toISOString(),
});
