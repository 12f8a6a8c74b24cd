import { recordAudit, type Actor } from '../../accounts/index.js';
import type { Version, VersionReference } from '../../contracts/versions.contract.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import { chatbotRepository } from '../chatbots/chatbot.repository.js';
import { missingEvaluation } from '../evaluations/requirement/missing-evaluation.js';
import { requireVersion } from './require-version.js';
import { presentVersion } from './version.presenter.js';

/**
 * Lets end users talk to a version. From then on changes stay in the draft until they are published too.
 * @throws AppError NOT_FOUND, EVALUATION_REQUIRED unless an owner does it all the same, FORBIDDEN for others who would
 */
export const publishVersion = ({
  actor,
  chatbotId,
  version: reference,
  action = 'chatbot.published',
  force = false,
}: {
  actor: Actor;
  chatbotId: string;
  version: VersionReference;
  action?: 'chatbot.published' | 'chatbot.rolled-back';
  /** Although the evaluation that the chatbot requires is missing. */
  force?: boolean;
}): Promise<Version> =>
  withTransaction(async () => {
    const organizationId = actor.requireMembership(force ? 'owner' : 'editor');
    const { bot: head, version } = await requireVersion(actor, chatbotId, reference);
    const missing = await missingEvaluation(head, version);
    if (missing !== null && !force) throw new AppError('EVALUATION_REQUIRED', missing);
    const bot = await chatbotRepository.update(organizationId, chatbotId, {
      publishedVersion: version.number,
      publishing: 'manual',
    });
    if (!bot) throw notFound('Chatbot');
    await recordAudit({
      ...{ organizationId, actor, action, target: { type: 'chatbot', id: chatbotId } },
      details: { version: version.number, ...(missing === null ? {} : { forced: missing }) },
    });
    return presentVersion(version, bot);
  });
