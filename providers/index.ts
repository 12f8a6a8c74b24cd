export { createPaidAnswers, type PaidAnswers } from './answers/paid-answers.js';
export { paidAnswerRepository } from './answers/paid-answer.repository.js';
export { sweepPaidAnswers } from './answers/sweep-paid-answers.js';
export type { CacheStatistics } from './cache/cache-statistics.js';
export { createResultCache, type ResultCache } from './cache/result-cache.js';
export { createAnthropicProvider } from './chat/anthropic.provider.js';
export type {
  AnswerEvidence,
  ChatMessage,
  ChatProvider,
  Passage,
  ToolCall,
  ToolSpec,
} from './chat/chat-provider.js';
export { estimateUsage } from './chat/estimate-usage.js';
export { contextWindowOf } from './chat/context-windows.js';
export { answerUnits } from './chat/local/answer-units.js';
export { createLocalProvider, learntAnswer } from './chat/local/local.provider.js';
export { isLocalRefusal } from './chat/local/refusals.js';
export { ProviderError } from './chat/provider-error.js';
export { createOpenAiProvider } from './chat/openai.provider.js';
export type { Embedder, Embeddings } from './embeddings/embedder.js';
export {
  createEmbedders,
  type EmbeddersOptions,
  type Embedders,
  type EmbeddingModel,
} from './embeddings/embedders.js';
export { createLocalEmbedder, englishModel, localModel } from './embeddings/local/local-embedder.js';
export {
  createMultilingualEmbedder,
  multilingualModel,
} from './embeddings/multilingual/multilingual-embedder.js';
export { embeddingModelRepository } from './embeddings/embedding-model.repository.js';
export {
  isOpenAiEmbeddingModel,
  openAiEmbeddingModels,
  openAiMaxTokens,
} from './embeddings/openai-embedding-models.js';
export { createOpenAiEmbedder } from './embeddings/openai.embedder.js';
export { similarity, unrelatedCosine } from './embeddings/similarity.js';
export { createLinkGuard, guardLinks, removedLink, type LinkGuard } from './links/guard-links.js';
export { hostsNamedIn, type GivenText, type LinkRules } from './links/link-rules.js';
export { readRemaining, type Remaining } from './budgets/read-remaining.js';
export { estimateAnswers, type QuestionToAsk } from './estimates/estimate-answers.js';
export { estimateEmbeddings } from './estimates/estimate-embeddings.js';
export { nothingPaid, plus, together, type WorkEstimate } from './estimates/work-estimate.js';
export { createOpenAiFineTuning, type FineTuning, type TuningJob } from './fine-tuning/openai-fine-tuning.js';
export { createTuningCharges, type TuningAccount, type TuningCharges } from './fine-tuning/tuning-charges.js';
export { measureBreakers } from './gateway/breaker.metrics.js';
export { createGateway } from './gateway/gateway.js';
export { keepAnswers } from './gateway/keep-answers.js';
export { complete, type Completion } from './gateway/complete.js';
export type { Gateway, GatewayChunk, GatewayEnd } from './gateway/gateway.types.js';
export { tuningCostMicros } from './metering/prices.js';
export { createMeter, type Meter } from './metering/meter.js';
export type { CallContext, ModelCall } from './metering/model-call.js';
export { ModelCallModel } from './metering/model-call.model.js';
export { createSpending, type Spending } from './metering/spending.js';
export { modelCallRepository } from './metering/model-call.repository.js';
export type { AiSettings } from './settings/ai-settings.js';
export { presentAiConfig } from './settings/ai-config.presenter.js';
export { openLiveSettings, type LiveSettings } from './settings/live-settings.js';
export { rateLimitsOf } from './settings/rate-limits-of.js';
export { updateSettings, type UpdateSettings } from './settings/update-settings.js';
export { readCosts } from './usage/read-costs.js';
export { readOwnUsage } from './usage/read-own-usage.js';
export { readUsage, type UsageDependencies } from './usage/read-usage.js';
export type {
  ModerationCategory,
  ModerationInput,
  ModerationVerdict,
} from './moderation/moderation-driver.js';
export { createModerator, type Moderator } from './moderation/moderator.js';
export { createOpenAiModeration } from './moderation/openai-moderation.js';
export { createBudgets, type Budgets } from './budgets/budgets.js';
export { BudgetLedgerModel } from './budgets/budget.model.js';
export { readBudgets } from './budgets/read-budgets.js';
export { resumeHeldJobs } from './budgets/resume-held-jobs.js';
export { updateBudgets, type BudgetDependencies } from './budgets/update-budgets.js';
