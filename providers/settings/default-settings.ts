import type { LimitedFeature } from '../../contracts/ai/ai-config.contract.js';
import type { Config } from '../../platform/config/config.js';
import type { RateLimitCategory, RateLimits } from '../../platform/config/rate-limit.config.js';
import type { AiSections, LimitSettings } from './ai-settings.js';

/** The category of limits that a section speaks of. */
export const categoryOf: Record<LimitedFeature, RateLimitCategory> = {
  summarize: 'summarization',
  search: 'search',
  chat: 'conversation',
  embeddings: 'embeddings',
  moderation: 'moderation',
};

export type DefaultsOf = Pick<
  Config,
  'OPENAI_API_KEY' | 'OPENAI_MODEL' | 'ANTHROPIC_API_KEY' | 'ANTHROPIC_MODEL' | 'rateLimits'
>;

const timeout = 60_000;
const maxRetries = 2;

/** What holds while nobody has set anything: the environment, and the documented limits and lifetimes. */
export const defaultSettings = (config: DefaultsOf): AiSections => ({
  openai: {
    ...providerDefaults(config.OPENAI_API_KEY, config.OPENAI_MODEL),
    organization: null,
  },
  anthropic: providerDefaults(config.ANTHROPIC_API_KEY, config.ANTHROPIC_MODEL),
  rateLimits: {
    summarize: limitsOf(config.rateLimits, 'summarization'),
    search: limitsOf(config.rateLimits, 'search'),
    chat: limitsOf(config.rateLimits, 'conversation'),
    embeddings: limitsOf(config.rateLimits, 'embeddings'),
    moderation: limitsOf(config.rateLimits, 'moderation'),
  },
  cache: {
    enabled: true,
    summarizationTtl: 1_800,
    searchTtl: 3_600,
    chatTtl: 300,
    embeddingsTtl: 7_200,
  },
  budgets: { dailyLimit: null, monthlyLimit: null, alertThresholds: [50, 75, 90, 100] },
});

const providerDefaults = (apiKey: string | undefined, defaultModel: string) => ({
  enabled: apiKey !== undefined,
  apiKey: apiKey ?? null,
  defaultModel,
  fallbackModel: null,
  timeout,
  maxRetries,
});

function limitsOf(limits: RateLimits, category: RateLimitCategory): LimitSettings {
  const { caller, organization } = limits[category];
  return {
    userMaxRequests: caller.points,
    userWindowMs: caller.seconds * 1_000,
    orgMaxRequests: organization?.points ?? null,
    orgWindowMs: organization ? organization.seconds * 1_000 : null,
  };
}
