export { createKnowledgeBase, makeKnowledgeBase } from './bases/create-knowledge-base.js';
export { createKnowledgeErasure } from './bases/erase-knowledge.js';
export { deleteKnowledgeBase, deleteKnowledgeBasesOf } from './bases/delete-knowledge-base.js';
export type { EmbeddingFor } from './bases/indexing.js';
export {
  analyserOf,
  collectionOf,
  collectionsOf,
  type KnowledgeBaseDocument,
} from './bases/knowledge-base.model.js';
export { requireKnowledgeBase } from './bases/knowledge-base.policy.js';
export { presentKnowledgeBase } from './bases/knowledge-base.presenter.js';
export { knowledgeBaseRepository } from './bases/knowledge-base.repository.js';
export { abandonReindex } from './reindex/abandon-reindex.js';
export { assertMayReindex } from './reindex/assert-may-reindex.js';
export { gatherMissing } from './reindex/gather-missing.js';
export { reindexBatch } from './reindex/reindex-batch.js';
export { reindexKnowledgeBase } from './reindex/reindex-knowledge-base.js';
export { repairIndexesOf } from './reindex/repair-indexes.js';
export { planOf, resumeBuild } from './reindex/reindex-plan.js';
export { retryBatch } from './reindex/retry-batch.js';
export { swapIndex } from './reindex/swap-index.js';
export { updateKnowledgeBase } from './bases/update-knowledge-base.js';
export { estimateIngest, type ForChatbot, type KnowledgeEstimates } from './estimates/estimate-ingest.js';
export { estimateReindex } from './estimates/estimate-reindex.js';
export { archiveLimits, newBudget } from './extract/archive/archive-limits.js';
export { unpackEntry } from './extract/archive/read-entry.js';
export { openZip, refusalOfEntry, type ZipDirectory } from './extract/archive/zip-directory.js';
export { ExtractionError } from './extract/blocks.js';
export { createFairExtractors, type FairExtractors } from './extract/fair-extractors.js';
export { abandonIngest } from './ingest/abandon-ingest.js';
export { ingestBatch, type IngestDependencies } from './ingest/ingest-batch.js';
export { discardItems } from './ingest/discard-items.js';
export { keptVectorRepository } from './ingest/kept-vector.repository.js';
export { sweepKeptVectors } from './ingest/sweep-kept-vectors.js';
export { startJanitor } from './ingest/janitor.js';
export { measureTombstones } from './ingest/tombstone.metrics.js';
export { createRefreshSchedules, type RefreshSchedules } from './refresh/refresh-schedules.js';
export { refreshItem } from './refresh/refresh-item.js';
export { startDueRefresh } from './refresh/start-due-refresh.js';
export { addPage } from './items/add-page.js';
export { addItems, createIngestJob } from './items/add-items.js';
export { deleteItem, deleteOriginals, takeItemOut } from './items/delete-item.js';
export { faqText } from './items/faq-text.js';
export { placeTexts, type PlacedText } from './items/place-texts.js';
export { presentAccepted, presentItem } from './items/knowledge-item.presenter.js';
export { knowledgeItemRepository } from './items/knowledge-item.repository.js';
export { createPageReader } from './web/page-reader.js';
export { createWebClient } from './web/web-client.js';
export { updateItem } from './items/update-item.js';
export { retrieve, type Evidence, type RetrieveDependencies } from './search/retrieve.js';
export { searchKnowledge } from './search/search-knowledge.js';
