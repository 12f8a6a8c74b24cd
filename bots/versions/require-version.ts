import type { Actor } from '../../accounts/index.js';
import type { VersionReference } from '../../contracts/versions.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { numberOf } from './answering-version.js';
import { ensureVersion } from './record-version.js';
import type { VersionDocument } from './version.model.js';
import { versionRepository } from './version.repository.js';

/** A version of a chatbot that the actor may read. @throws AppError NOT_FOUND */
export async function requireVersion(
  actor: Actor,
  chatbotId: string,
  reference: VersionReference,
): Promise<{ bot: ChatbotDocument; version: VersionDocument }> {
  const bot = await ensureVersion(await requireChatbot(actor, chatbotId));
  const version = await versionRepository.find(bot.organizationId, chatbotId, numberOf(bot, reference));
  if (!version) throw notFound('Version');
  return { bot, version };
}
