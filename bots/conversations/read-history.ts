import type { Actor } from '../../accounts/index.js';
import type { HistoryMessage, HistoryQuery } from '../../contracts/conversations.contract.js';
import type { Page } from '../../contracts/common.contract.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { presentMessages } from './turn.presenter.js';
import { turnRepository } from './turn.repository.js';

/** A page of a chatbot's messages, oldest first. Two messages make a turn, so a page may begin in the middle of one. */
export async function readHistory({
  actor,
  chatbotId,
  query,
}: {
  actor: Actor;
  chatbotId: string;
  query: HistoryQuery;
}): Promise<Page<HistoryMessage>> {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  const { page, limit, conversationId, userId } = query;
  const offset = (page - 1) * limit;
  const inside = offset % 2;
  const { turns, total } = await turnRepository.list(
    organizationId,
    { chatbotId, conversationId, userId },
    { skip: Math.floor(offset / 2), limit: Math.ceil((limit + inside) / 2) },
  );
  return { items: turns.flatMap(presentMessages).slice(inside, inside + limit), total: total * 2 };
}
