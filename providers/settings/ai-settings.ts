import type { CachedFeature, LimitedFeature } from '../../contracts/ai/ai-config.contract.js';

export interface ProviderSettings {
  /** Whether it is asked: it has a key and is not switched off. */
  enabled: boolean;
  apiKey: string | null;
  defaultModel: string;
  /** Asked in place of the default model while that does not answer. */
  fallbackModel: string | null;
  /** Milliseconds to the first piece of an answer, and between two. */
  timeout: number;
  /** Tries after the first one. */
  maxRetries: number;
}

export interface LimitSettings {
  userMaxRequests: number;
  userWindowMs: number;
  orgMaxRequests: number | null;
  orgWindowMs: number | null;
}

/** Dollars an organisation without limits of its own may spend; null for any. */
export interface BudgetSettings {
  dailyLimit: number | null;
  monthlyLimit: number | null;
  /** Percentages, rising. */
  alertThresholds: number[];
}

export type AiProviderName = 'openai' | 'anthropic';

/** What can be set while the platform runs. */
export interface AiSections {
  openai: ProviderSettings & { organization: string | null };
  anthropic: ProviderSettings;
  rateLimits: Record<LimitedFeature, LimitSettings>;
  cache: { enabled: boolean } & Record<`${CachedFeature}Ttl`, number>;
  budgets: BudgetSettings;
}

/** How models are used in this installation just now. */
export interface AiSettings extends AiSections {
  /** Counts the changes; 0 before the first. */
  version: number;
  updatedAt: Date | null;
}
