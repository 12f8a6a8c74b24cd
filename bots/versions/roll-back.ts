import type { Actor } from '../../accounts/index.js';
import type { Version } from '../../contracts/versions.contract.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { publishVersion } from './publish-version.js';
import { changeContent } from './record-version.js';
import { requireVersion } from './require-version.js';
import { restoreContent } from './restore-content.js';

/**
 * Makes a bot what it was in an older version: as a new version, which is head and published. From then on changes stay
 * in the draft until they are published. @throws AppError NOT_FOUND, EVALUATION_REQUIRED, FORBIDDEN
 */
export async function rollBack({
  actor,
  chatbotId,
  version: number,
  force = false,
}: {
  actor: Actor;
  chatbotId: string;
  version: number;
  /** Although the evaluation that the chatbot requires is missing; owners may. */
  force?: boolean;
}): Promise<Version & { notes: string[] }> {
  const organizationId = actor.requireMembership('editor');
  const { version } = await requireVersion(actor, chatbotId, number);
  const reason = `Rolled back to version ${number}`;
  return withTransaction(async () => {
    const { result: notes } = await changeContent(
      { organizationId, chatbotId, actorId: actor.userId, reason, always: true },
      (bot) => restoreContent({ bot, content: version.content, actorId: actor.userId }),
    );
    const action = 'chatbot.rolled-back';
    return { ...(await publishVersion({ actor, chatbotId, version: 'draft', action, force })), notes };
  });
}
