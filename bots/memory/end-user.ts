import type { Actor } from '../../accounts/index.js';
import { EndUserId } from '../../contracts/conversations.contract.js';
import { invalid } from '../../platform/errors/app-error.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';

/** Whose memory it is: an end user, as the caller names them, of one chatbot. */
export interface EndUser {
  organizationId: string;
  chatbotId: string;
  userId: string;
}

/** @throws AppError NOT_FOUND for a chatbot that the actor may not see, VALIDATION_ERROR for no possible end user */
export async function requireEndUser(
  actor: Actor,
  { chatbotId, userId }: { chatbotId: string; userId: string },
): Promise<EndUser> {
  if (!EndUserId.safeParse(userId).success) throw invalid('params.userId', 'expected 1 to 128 characters');
  const bot = await requireChatbot(actor, chatbotId);
  return { organizationId: bot.organizationId, chatbotId: bot._id, userId };
}
