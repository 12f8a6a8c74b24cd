import type { Actor } from '../../accounts/index.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { readContents } from './bot-contents.js';
import { createFromContents, freeName, type Copied, type CopyDependencies } from './create-from-contents.js';

/**
 * Makes a second bot like the first as it is edited now, with its own personalities and knowledge bases.
 * @throws AppError NOT_FOUND, CONFLICT for a name that is given and taken
 */
export async function duplicateChatbot({
  actor,
  chatbotId,
  name,
  dependencies,
}: {
  actor: Actor;
  chatbotId: string;
  name?: string;
  dependencies: CopyDependencies;
}): Promise<Copied> {
  const bot = await requireChatbot(actor, chatbotId);
  const organizationId = actor.requireMembership('editor');
  const copyName =
    name ?? (await freeName(organizationId, `${Array.from(bot.name).slice(0, 80).join('')} (copy)`));
  const contents = await readContents(bot);
  const reason = `Duplicated from ${bot.name}`;
  return createFromContents({ actor, contents, name: copyName, reason, dependencies });
}
