import {
  defaultModerationSettings as defaults,
  type ModerationPolicyChange,
  type ModerationSettings,
} from '../../../contracts/ai/moderation-policy.contract.js';
import { moderationSettingsRepository } from './moderation-settings.repository.js';

/** The policy of an organisation: the defaults with what it changed, and with what one request wants otherwise. */
export async function readSettings(
  organizationId: string,
  override: ModerationPolicyChange = {},
): Promise<ModerationSettings> {
  const { changes = {} } = (await moderationSettingsRepository.find(organizationId)) ?? {};
  const toxicity = changes.toxicityConfig as Partial<ModerationSettings['toxicityConfig']> | undefined;
  return {
    policy: { ...defaults.policy, ...changes.policy, ...override },
    toxicityConfig: {
      ...defaults.toxicityConfig,
      ...toxicity,
      categoryThresholds: { ...defaults.toxicityConfig.categoryThresholds, ...toxicity?.categoryThresholds },
    },
    spamConfig: { ...defaults.spamConfig, ...changes.spamConfig },
    classifierConfig: { ...defaults.classifierConfig, ...changes.classifierConfig },
  };
}
