import type { Actor } from '../../../accounts/index.js';
import type { UpdateModerationSettings } from '../../../contracts/ai/moderation-policy.contract.js';
import { moderationSettingsRepository } from './moderation-settings.repository.js';

/** Changes the policy of the actor's organisation; what is not named stays. */
export const updateSettings = ({
  actor,
  changes,
}: {
  actor: Actor;
  changes: UpdateModerationSettings;
}): Promise<void> =>
  moderationSettingsRepository.merge(actor.organizationId, { updatedBy: actor.userId, changes });
