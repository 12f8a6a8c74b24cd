import type { Actor } from '../../accounts/index.js';
import { ratingWords, type RateResponse } from '../../contracts/conversations.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { requireChatbot } from '../chatbots/chatbot.policy.js';
import { turnRepository } from './turn.repository.js';

/** Rates an answer; rating again replaces it. @throws AppError NOT_FOUND */
export async function rateResponse({
  actor,
  chatbotId,
  input,
}: {
  actor: Actor;
  chatbotId: string;
  input: RateResponse;
}) {
  const { organizationId } = await requireChatbot(actor, chatbotId);
  const { messageId, rating: given, feedback = null } = input;
  const rating = typeof given === 'number' ? given : ratingWords[given];
  const ratedAt = new Date();
  const turn = await turnRepository.rate(organizationId, chatbotId, messageId, { rating, feedback, ratedAt });
  if (!turn) throw notFound('Message');
  return { messageId, rating, feedback, ratedAt: ratedAt.toISOString() };
}
