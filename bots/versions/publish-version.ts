import { recordAudit, type Actor } from '../../accounts/index.js';
import type { Version, VersionReference } from '../../contracts/versions.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { chatbotRepository } from '../chatbots/chatbot.repository.js';
import { requireVersion } from './require-version.js';
import { presentVersion } from './version.presenter.js';

/**
 * Lets end users talk to a version. From then on changes stay in the draft until they are published too.
 * @throws AppError NOT_FOUND
 */
export const publishVersion = ({
  actor,
  chatbotId,
  version: reference,
  action = 'chatbot.published',
}: {
  actor: Actor;
  chatbotId: string;
  version: VersionReference;
  action?: 'chatbot.published' | 'chatbot.rolled-back';
}): Promise<Version> =>
  withTransaction(async () => {
    const organizationId = actor.requireMembership('editor');
    const { version } = await requireVersion(actor, chatbotId, reference);
    const bot = await chatbotRepository.update(organizationId, chatbotId, {
      publishedVersion: version.number,
      publishing: 'manual',
    });
    if (!bot) throw notFound('Chatbot');
    await recordAudit({
      ...{ organizationId, actor, action, target: { type: 'chatbot', id: chatbotId } },
      details: { version: version.number },
    });
    return presentVersion(version, bot);
  });
