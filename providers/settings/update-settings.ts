import { recordAudit, type Actor } from '../../accounts/index.js';
import type { UpdateAiConfig } from '../../contracts/ai/ai-config.contract.js';
import type { Sealer } from '../../platform/crypto/sealer.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { Notices } from '../../platform/redis/notices.js';
import type { AiProviderName, AiSettings } from './ai-settings.js';
import { aiSettingsRepository } from './ai-settings.repository.js';
import { keyContext } from './effective-settings.js';
import { settingsNotice, type LiveSettings } from './live-settings.js';
import { isMasked, maskKey } from './mask-key.js';
import { merged } from './merged.js';

export interface UpdateSettings {
  actor: Actor;
  input: UpdateAiConfig;
  dependencies: { settings: LiveSettings; sealer: Sealer; notices: Notices };
}

const attempts = 20;

/**
 * Changes what is named, for every process of the installation. @throws AppError VALIDATION_ERROR for a key that is
 * only a mask, or a provider that is switched on without a key; SERVICE_UNAVAILABLE when others keep changing it
 */
export async function updateSettings({ actor, input, dependencies }: UpdateSettings): Promise<AiSettings> {
  const { settings, sealer, notices } = dependencies;
  for (let attempt = 0; attempt < attempts; attempt++) {
    await settings.refresh();
    const current = settings.current();
    const change = withSealedKeys(input, current, settings.defaults, sealer);
    const stored = await aiSettingsRepository.systemRead();
    if ((stored?.version ?? 0) !== current.version) continue;
    const sections = merged(stored?.sections ?? {}, change);
    const isWritten = await withTransaction(async () => {
      const written = await aiSettingsRepository.systemReplace(current.version, sections);
      if (written)
        await recordAudit({
          organizationId: null,
          actor,
          action: 'ai-config.updated',
          target: { type: 'ai-config', id: 'ai' },
          details: { changed: namesIn(change), version: current.version + 1 },
        });
      return written;
    });
    if (!isWritten) continue;
    await settings.refresh();
    await notices.publish(settingsNotice);
    return settings.current();
  }
  throw new AppError('SERVICE_UNAVAILABLE', 'The configuration is being changed by others; try again', {
    retryAfter: 1,
  });
}

type Change = Record<string, unknown>;

/** New keys are sealed; a mask that was sent back says nothing. */
function withSealedKeys(
  input: UpdateAiConfig,
  current: AiSettings,
  defaults: LiveSettings['defaults'],
  sealer: Sealer,
): Change {
  const change: Change = { ...input };
  for (const provider of ['openai', 'anthropic'] as const) {
    const given = input[provider];
    if (!given) continue;
    const { apiKey, ...values } = given;
    const isUnchanged =
      apiKey !== undefined && apiKey !== null && apiKey === maskKey(current[provider].apiKey);
    if (apiKey && !isUnchanged && isMasked(apiKey))
      throw invalid(`body.${provider}.apiKey`, 'this is the mask of a key, not a key');
    const after = apiKey === null ? defaults[provider].apiKey : (apiKey ?? current[provider].apiKey);
    if (values.enabled === true && after === null)
      throw invalid(`body.${provider}.enabled`, 'there is no key for it: set apiKey too');
    change[provider] =
      apiKey === undefined || isUnchanged
        ? values
        : { ...values, apiKey: apiKey === null ? null : sealed(provider, apiKey, sealer) };
  }
  return change;
}

const sealed = (provider: AiProviderName, key: string, sealer: Sealer): string =>
  sealer.seal(key, keyContext(provider));

/** `openai.timeout`, `rateLimits.search.userMaxRequests`: what was named, never to what. */
const namesIn = (change: Change, prefix = ''): string[] =>
  Object.entries(change).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? namesIn(value as Change, `${prefix}${name}.`)
      : value === undefined
        ? []
        : [`${prefix}${name}`],
  );
