export { embeddingCacheStatistics } from './embeddings/embedding-cache-statistics.js';
export { embedTexts, readEmbeddingService, type EmbedTextsDependencies } from './embeddings/embed-texts.js';
export { estimateDigest } from './estimates/estimate-digest.js';
export { estimateMessageEmbeddings, type MessageEstimates } from './estimates/estimate-message-embeddings.js';
export { estimateModeration } from './estimates/estimate-moderation.js';
export { keptAnswer } from './model/kept-answer.js';
export { askModel, type ModelDependencies } from './model/ask-model.js';
export type { InsightDependencies } from './model/insight-dependencies.js';
export { analyzeSentiment } from './sentiment/analyze-sentiment.js';
export { createDigest } from './digests/create-digest.js';
export { digestAnswer } from './digests/digest-answer.js';
export { DigestModel } from './digests/digest.model.js';
export { digestRepository } from './digests/digest.repository.js';
export { makeStoredDigest } from './digests/make-stored-digest.js';
export { summarize } from './summaries/summarize.js';
export { extractSummary } from './summaries/local/extract-summary.js';
export { readConversation } from './text/conversation.js';
export { collectionsOfMessages, type MessageIndexDocument } from './embeddings/jobs/message-index.model.js';
export { cancelEmbeddingJob } from './embeddings/jobs/cancel-embedding-job.js';
export { embedMessages, type EmbedMessagesContext } from './embeddings/jobs/embed-messages.js';
export { abandonIndexes, finishIndexes } from './embeddings/jobs/finish-indexes.js';
export { gatherMessages } from './embeddings/jobs/gather-messages.js';
export { openIndexes } from './embeddings/jobs/open-indexes.js';
export { listEmbeddingJobs, readEmbeddingJob } from './embeddings/jobs/read-embedding-jobs.js';
export { readEmbeddingStatistics } from './embeddings/jobs/read-statistics.js';
export { repairIndexes } from './embeddings/jobs/repair-indexes.js';
export { startEmbeddingJob } from './embeddings/jobs/start-embedding-job.js';
export { createMessagesErasure } from './messages/erase-messages.js';
export { presentMessage } from './messages/message.presenter.js';
export { messageRepository } from './messages/message.repository.js';
export { deleteMessages, storeMessages } from './messages/store-messages.js';
export { sweepDeletedMessages } from './messages/sweep-deleted.js';
export { lexiconOf } from './sentiment/lexicon/lexicon.js';
export { valenceOf } from './sentiment/rules/valence.js';
export * from './moderation/index.js';
export { suggestSearches } from './search/search-history.repository.js';
export { searchMessages } from './search/search-messages.js';
export { searchStoredMessages, type StoredSearchDependencies } from './search/search-stored.js';
export { presentDigest } from './digests/digest.presenter.js';
export { createDigestSchedules, type DigestSchedules } from './digests/schedules/digest-schedules.js';
export {
  dropDigestSchedule,
  putDigestSchedule,
  readDigestSchedule,
  runDigestSchedule,
} from './digests/schedules/keep-schedule.js';
export { startScheduledDigest } from './digests/schedules/start-scheduled-digest.js';
export { asProvider } from './model/as-provider.js';
