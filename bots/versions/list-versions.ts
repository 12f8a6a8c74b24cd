import type { Actor } from '../../accounts/index.js';
import type { Page, PageRequest } from '../../contracts/common.contract.js';
import type { VersionSummary } from '../../contracts/versions.contract.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { ensureVersion } from './record-version.js';
import { presentVersionSummary } from './version.presenter.js';
import { versionRepository } from './version.repository.js';

/** The versions of a chatbot, newest first. @throws AppError NOT_FOUND */
export async function listVersions({
  actor,
  chatbotId,
  query,
}: {
  actor: Actor;
  chatbotId: string;
  query: PageRequest;
}): Promise<Page<VersionSummary>> {
  const bot = await ensureVersion(await requireChatbot(actor, chatbotId));
  const { items, total } = await versionRepository.list(bot.organizationId, chatbotId, query);
  return { items: items.map((version) => presentVersionSummary(version, bot)), total };
}
