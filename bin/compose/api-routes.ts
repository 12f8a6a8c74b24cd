import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Redis } from 'ioredis';
import type { AccessTokens } from '../../accounts/index.js';
import { createAiConfigRoutes } from '../../api/admin/ai-config.routes.js';
import { createAiUsageRoutes } from '../../api/admin/ai-usage.routes.js';
import { createAdminUserRoutes } from '../../api/admin/users.routes.js';
import { createBackupRoutes } from '../../api/admin/backups.routes.js';
import { createDigestRoutes } from '../../api/ai/digests.routes.js';
import { createEmbeddingRoutes } from '../../api/ai/embeddings.routes.js';
import { createSentimentRoutes } from '../../api/ai/sentiment.routes.js';
import { createSummaryRoutes } from '../../api/ai/summaries.routes.js';
import { createAnalyticsRoutes } from '../../api/analytics/analytics.routes.js';
import { createEmbeddingAdminRoutes } from '../../api/admin/embeddings.routes.js';
import { createMessageSearchRoutes } from '../../api/ai/search.routes.js';
import { createDigestScheduleRoutes } from '../../api/ai/digest-schedules.routes.js';
import { createMessageRoutes } from '../../api/ai/messages.routes.js';
import { createAuditRoutes } from '../../api/audit/audit.routes.js';
import { createApiKeyRoutes } from '../../api/auth/api-keys.routes.js';
import { createAuthRoutes } from '../../api/auth/auth.routes.js';
import { createPasswordResetRoutes } from '../../api/auth/password-reset.routes.js';
import { createSessionRoutes } from '../../api/auth/sessions.routes.js';
import { createTotpRoutes } from '../../api/auth/totp.routes.js';
import { createArchiveRoutes } from '../../api/chatbots/archives.routes.js';
import { createChatbotRoutes } from '../../api/chatbots/chatbots.routes.js';
import { createPersonalityRoutes } from '../../api/chatbots/personalities.routes.js';
import { createVersionRoutes } from '../../api/chatbots/versions.routes.js';
import { createConversationRoutes } from '../../api/conversations/conversations.routes.js';
import { createHealthRoutes } from '../../api/health/health.routes.js';
import type { Route } from '../../api/http/route.js';
import type { SessionCookies } from '../../api/http/session-cookie.js';
import { createJobRoutes } from '../../api/jobs/jobs.routes.js';
import { createItemRoutes } from '../../api/knowledge/items.routes.js';
import { createKnowledgeBaseRoutes } from '../../api/knowledge/knowledge-bases.routes.js';
import { createEvaluationRoutes } from '../../api/evaluations/evaluations.routes.js';
import { createEvaluationSetRoutes } from '../../api/evaluations/sets.routes.js';
import { createInsightRoutes } from '../../api/learning/insights.routes.js';
import { createLearningRoutes } from '../../api/learning/learning.routes.js';
import { createInvitationRoutes } from '../../api/organization/invitations.routes.js';
import { createContextRoutes } from '../../api/memory/context.routes.js';
import { createEntityRoutes } from '../../api/memory/entities.routes.js';
import { createReferenceRoutes } from '../../api/memory/references.routes.js';
import { createTopicRoutes } from '../../api/memory/topics.routes.js';
import { createOrganizationRoutes } from '../../api/organization/organization.routes.js';
import { createInstallationRoutes } from '../../api/plugins/installations.routes.js';
import { createActionRoutes } from '../../api/moderation/actions.routes.js';
import { createAnalysisRoutes } from '../../api/moderation/analysis.routes.js';
import { createBatchRoutes } from '../../api/moderation/batch.routes.js';
import { createQueueRoutes } from '../../api/moderation/queue.routes.js';
import { createStatsRoutes } from '../../api/moderation/stats.routes.js';
import { createPluginRoutes } from '../../api/plugins/plugins.routes.js';
import { createDatasetRoutes } from '../../api/training/datasets.routes.js';
import { createBudgetRoutes } from '../../api/usage/budgets.routes.js';
import { createUsageRoutes } from '../../api/usage/usage.routes.js';
import { createDeliveryRoutes } from '../../api/webhooks/deliveries.routes.js';
import { createWebhookRoutes } from '../../api/webhooks/webhooks.routes.js';
import { assertNoBackup } from '../../backups/index.js';
import { chatbotRepository, type AnswerStreams } from '../../bots/index.js';
import { createTrainingRoutes } from '../../api/training/sessions.routes.js';
import { createDigestSchedules, embeddingCacheStatistics } from '../../insights/index.js';
import { countWorkers, type JobNotices, type JobStarter } from '../../jobs/index.js';
import { assertMayReindex, type FairExtractors, type RefreshSchedules } from '../../knowledge/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import type { Config } from '../../platform/config/config.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { webPorts } from '../../platform/http/outbound-rules.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createMailOutbox } from '../../platform/mail/mail-outbox.js';
import { pingMongo } from '../../platform/mongo/connection.js';
import { pingTemporal } from '../../platform/temporal/client.js';
import type { VectorStore } from '../../platform/vectors/vector-store.js';
import { version } from '../../platform/version.js';
import type { Notices } from '../../platform/redis/notices.js';
import { keepAnswers, type Gateway, type LiveSettings, type ResultCache } from '../../providers/index.js';
import { backupSettings } from './backup-settings.js';
import { embedQuery, embedQuestions } from './embed-questions.js';
import { insightParts } from './insight-parts.js';
import type { Models } from './models.js';
import { moderationParts } from './moderation-parts.js';
import type { PluginCalls } from './plugin-calls.js';
import type { WebhookSending } from './webhook-sending.js';

/** What the routes need of the process that serves them. */
export interface ApiParts {
  config: Config;
  logger: Logger;
  redis: Redis;
  temporal: Client;
  starter: JobStarter;
  schedules: RefreshSchedules;
  notices: JobNotices;
  models: Models;
  vectors: VectorStore;
  blobs: BlobStore;
  streams: AnswerStreams;
  tokens: AccessTokens;
  cookies: SessionCookies;
  sealer: Sealer;
  /** How models are used, as it is set now, and what changes of it are announced with. */
  settings: LiveSettings;
  settingsNotices: Notices;
  /** Answers that are kept for a while. */
  cache: ResultCache;
  webhooks: WebhookSending;
  plugins: PluginCalls;
  /** Take texts apart whose cost is asked for. */
  extractors: FairExtractors;
  /** Aborted when the process takes no new requests, and when those in flight have to end. */
  draining: AbortSignal;
  shutdown: AbortSignal;
}

/** Every route of the API. */
export function createApiRoutes(parts: ApiParts): Route[] {
  const { config, logger, redis, temporal, starter, schedules, notices, vectors, blobs } = parts;
  const plugins = { ...parts.plugins.dependencies, logger };
  const { streams, tokens, cookies, sealer, webhooks, draining, shutdown } = parts;
  const { gateway, embedders } = parts.models;
  const insights = insightParts(parts);
  const moderation = moderationParts(parts);
  const mails = createMailOutbox(sealer);
  const embeddingSeconds = () => {
    const { enabled, embeddingsTtl } = parts.settings.current().cache;
    return enabled ? embeddingsTtl : 0;
  };
  const retrieval = { vectors, embedQuery: embedQuery(gateway, 'search') };
  return [
    ...createHealthRoutes({
      version,
      checks: [
        { name: 'mongodb', required: true, check: pingMongo },
        { name: 'redis', required: false, check: async () => void (await redis.ping()) },
        { name: 'temporal', required: false, check: () => pingTemporal(temporal) },
        { name: 'vectors', required: false, engine: vectors.engine, check: () => vectors.ping() },
        { name: 'files', required: false, check: () => blobs.ping() },
      ],
      countWorkers: () => countWorkers(redis),
      providerStatus: () => presentProviders(gateway),
      isShuttingDown: () => draining.aborted,
      authenticationBypassed: config.NEXT_PUBLIC_USE_DEV_AUTH,
    }),
    ...createAuthRoutes({ tokens, cookies, sealer, mails }),
    ...createPasswordResetRoutes({ mails }),
    ...createTotpRoutes({ sealer }),
    ...createApiKeyRoutes(),
    ...createSessionRoutes({ cookies }),
    ...createOrganizationRoutes(),
    ...createInvitationRoutes({ mails }),
    ...createAuditRoutes(),
    ...createAdminUserRoutes({ mails, starter }),
    ...createBackupRoutes({ settings: backupSettings(config), starter, temporal }),
    ...createAiUsageRoutes({
      ...{ settings: parts.settings, cache: parts.cache },
      embeddingStatistics: embeddingCacheStatistics,
    }),
    ...createUsageRoutes(),
    ...createBudgetRoutes({
      ...{ settings: parts.settings, budgets: parts.models.budgets },
      hasChatbot: async (organizationId, id) => (await chatbotRepository.find(organizationId, id)) !== null,
    }),
    ...createAiConfigRoutes({ settings: parts.settings, sealer, notices: parts.settingsNotices }),
    ...createChatbotRoutes(),
    ...createArchiveRoutes({ blobs, starter, embeddingFor: (language) => embedders.modelFor(language) }),
    ...createVersionRoutes(),
    ...createPersonalityRoutes(),
    ...createPluginRoutes(plugins),
    ...createInstallationRoutes({ ...plugins, sealer }),
    ...createContextRoutes(),
    ...createTopicRoutes(),
    ...createEntityRoutes(),
    ...createReferenceRoutes(),
    ...createConversationRoutes({
      ...{ ...retrieval, streams, shutdown, logger },
      gateway: keepAnswers(gateway, parts.cache),
      tools: { ...plugins, sealer },
    }),
    ...createKnowledgeBaseRoutes({
      ...{ retrieval, starter },
      embeddingFor: (language) => embedders.modelFor(language),
    }),
    ...createItemRoutes({
      blobs,
      starter,
      schedules,
      rules: { allow: config.OUTBOUND_ALLOW, ports: webPorts },
    }),
    ...createLearningRoutes({ starter }),
    ...createEvaluationSetRoutes(),
    ...createEvaluationRoutes({ starter }),
    ...createInsightRoutes({
      embeddingFor: (language) => embedders.modelFor(language),
      embed: embedQuestions(gateway, 'insights'),
    }),
    ...createDatasetRoutes(),
    ...createWebhookRoutes({
      ...webhooks.settings,
      rules: webhooks.rules,
      overlapHours: config.WEBHOOK_SECRET_OVERLAP_HOURS,
      hasChatbot: async (organizationId, id) => (await chatbotRepository.find(organizationId, id)) !== null,
    }),
    ...createDeliveryRoutes(),
    ...createTrainingRoutes({ starter, temporal, canFineTune: () => parts.models.fineTuning() !== null }),
    ...createAnalyticsRoutes(),
    ...createSummaryRoutes(insights, parts.cache),
    ...createSentimentRoutes(insights, parts.cache),
    ...createDigestRoutes({ starter, notices, shutdown }),
    ...createAnalysisRoutes(moderation),
    ...createActionRoutes(moderation),
    ...createQueueRoutes(),
    ...createStatsRoutes(),
    ...createBatchRoutes({ starter }),
    ...createEmbeddingRoutes({ gateway, embedders, cacheSeconds: embeddingSeconds }),
    ...createMessageRoutes(),
    ...createDigestScheduleRoutes({
      ...{ starter, gateway },
      schedules: createDigestSchedules({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, logger }),
    }),
    ...createMessageSearchRoutes({
      ...{ gateway, embedders, vectors, logger, cache: parts.cache },
      cacheSeconds: embeddingSeconds,
    }),
    ...createEmbeddingAdminRoutes({ starter, temporal, vectors, countWorkers: () => countWorkers(redis) }),
    ...createJobRoutes({
      ...{ temporal, redis, starter, notices },
      uiUrl: uiNamespaceUrl(config),
      assertMayRetry: async (job) => {
        assertNoBackup(job);
        await assertMayReindex(job);
      },
      estimates: {
        ...{ gateway, embedders, vectors, insights, extractors: parts.extractors },
        ...{ moderator: parts.models.moderator, settings: parts.settings },
        embeddingFor: (language) => embedders.modelFor(language),
        scratchDir: join(config.DATA_DIR, 'estimates'),
      },
    }),
  ];
}

const presentProviders = (gateway: Gateway) =>
  gateway.status().map(({ provider, state, lastError, retryAt }) => ({
    provider,
    state,
    lastError: lastError?.message ?? null,
    retryAt: retryAt ?? null,
  }));

const uiNamespaceUrl = ({
  TEMPORAL_UI_URL,
  TEMPORAL_NAMESPACE,
}: {
  TEMPORAL_UI_URL?: string;
  TEMPORAL_NAMESPACE: string;
}) =>
  TEMPORAL_UI_URL
    ? `${TEMPORAL_UI_URL.replace(/\/$/, '')}/namespaces/${encodeURIComponent(TEMPORAL_NAMESPACE)}`
    : null;
