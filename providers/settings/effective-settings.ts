import type { Sealer } from '../../platform/crypto/sealer.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { AiProviderName, AiSections, AiSettings, ProviderSettings } from './ai-settings.js';
import type { AiSettingsDocument, StoredSections } from './ai-settings.model.js';

/** What a sealed key opens with. */
export const keyContext = (provider: AiProviderName): string => `ai-settings ${provider}`;

/** What was set over what holds otherwise. */
export function effectiveSettings(
  stored: AiSettingsDocument | null,
  defaults: AiSections,
  { sealer, logger }: { sealer: Sealer; logger: Logger },
): AiSettings {
  const sections = stored?.sections ?? {};
  const provider = <T extends ProviderSettings>(name: AiProviderName, before: T): T => {
    const { apiKey: sealed, enabled, ...values } = sections[name] ?? {};
    const own = typeof sealed === 'string' ? open(name, sealed, { sealer, logger }) : undefined;
    const apiKey = own === undefined ? before.apiKey : own;
    return { ...before, ...values, apiKey, enabled: apiKey !== null && enabled !== false };
  };
  return {
    version: stored?.version ?? 0,
    updatedAt: stored?.updatedAt ?? null,
    openai: provider('openai', defaults.openai),
    anthropic: provider('anthropic', defaults.anthropic),
    rateLimits: overLimits(defaults.rateLimits, sections.rateLimits),
    cache: { ...defaults.cache, ...sections.cache },
    budgets: { ...defaults.budgets, ...sections.budgets },
  };
}

const overLimits = (
  defaults: AiSections['rateLimits'],
  stored: StoredSections[string] = {},
): AiSections['rateLimits'] =>
  Object.fromEntries(
    Object.entries(defaults).map(([feature, limits]) => [
      feature,
      { ...limits, ...(stored[feature] as object) },
    ]),
  ) as AiSections['rateLimits'];

/** A key that cannot be opened any more is none: the others go on. */
function open(
  provider: AiProviderName,
  sealed: string,
  { sealer, logger }: { sealer: Sealer; logger: Logger },
): string | null {
  try {
    return sealer.open(sealed, keyContext(provider));
  } catch (error) {
    logger.error({ err: error, provider }, 'the key of a provider cannot be decrypted; set it again');
    return null;
  }
}
