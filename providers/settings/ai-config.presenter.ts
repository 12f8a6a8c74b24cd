import type { AiConfig } from '../../contracts/ai/ai-config.contract.js';
import type { AiSettings } from './ai-settings.js';
import { maskKey } from './mask-key.js';

/** The settings as administrators see them: keys are masked. */
export const presentAiConfig = ({
  openai,
  anthropic,
  rateLimits,
  cache,
  budgets,
  version,
  updatedAt,
}: AiSettings): AiConfig => ({
  openai: { ...openai, apiKey: maskKey(openai.apiKey) },
  anthropic: { ...anthropic, apiKey: maskKey(anthropic.apiKey) },
  rateLimits,
  cache,
  budgets,
  version,
  updatedAt: updatedAt?.toISOString() ?? null,
});
