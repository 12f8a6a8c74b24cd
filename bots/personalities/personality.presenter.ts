import type { Personality } from '../../contracts/personalities.contract.js';
import { snapshotOf } from './personality.content.js';
import type { PersonalityDocument } from './personality.model.js';

export const presentPersonality = (personality: PersonalityDocument): Personality => ({
  ...snapshotOf(personality),
  chatbotId: personality.chatbotId,
  organizationId: personality.organizationId,
  isDefault: personality.isDefault,
  createdBy: personality.createdBy,
  createdAt: personality.createdAt.toISOString(),
  updatedAt: personality.updatedAt.toISOString(),
});
