import type { Actor } from '../../accounts/index.js';
import type { Moderator, WorkEstimate } from '../../providers/index.js';
import { nothingPaid } from '../../providers/index.js';
import { readSettings } from '../moderation/policy/read-settings.js';

/** What moderating contents costs: nothing, as neither OpenAI nor this machine asks anything for it. */
export async function estimateModeration(
  { organizationId }: Pick<Actor, 'organizationId'>,
  { items }: { items: number },
  { moderator: configured }: { moderator: () => Pick<Moderator, 'provider' | 'model'> | null },
): Promise<WorkEstimate> {
  const { toxicityConfig } = await readSettings(organizationId);
  const moderator = toxicityConfig.useModel ? configured() : null;
  return moderator ? { ...nothingPaid(moderator.model, moderator.provider), requests: items } : nothingPaid();
}
