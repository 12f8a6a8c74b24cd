import type { Actor } from '../../accounts/index.js';
import type { AnalyzeContent } from '../../contracts/ai/moderation-analysis.contract.js';
import { moderateContent, type Moderated, type ModerationDependencies } from './moderate-content.js';
import { readSettings } from './policy/read-settings.js';

/** Moderates one content by the policy of the actor's organisation, with what the request wants otherwise. */
export async function analyzeContent(
  dependencies: ModerationDependencies,
  { actor, input, signal }: { actor: Actor; input: AnalyzeContent; signal?: AbortSignal },
): Promise<Moderated> {
  const { organizationId, userId: actorId } = actor;
  const { contentId, content, contentType, metadata, policy } = input;
  return moderateContent(dependencies, {
    ...{ organizationId, actorId, contentId, content, contentType, metadata, signal },
    settings: await readSettings(organizationId, policy),
    enable: {
      toxicity: input.enableToxicity,
      spam: input.enableSpam,
      classification: input.enableClassification,
    },
  });
}
