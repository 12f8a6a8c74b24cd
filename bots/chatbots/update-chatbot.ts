import type { Actor } from '../../accounts/index.js';
import type { UpdateChatbot } from '../../contracts/chatbots.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import type { ChatbotDocument } from './chatbot.model.js';
import { requireChatbot } from './chatbot.policy.js';
import { chatbotRepository } from './chatbot.repository.js';

/** Merges fields into a chatbot; `null` clears one. @throws AppError NOT_FOUND, CONFLICT for a taken name */
export async function updateChatbot({
  actor,
  id,
  input,
}: {
  actor: Actor;
  id: string;
  input: UpdateChatbot;
}): Promise<ChatbotDocument> {
  const bot = await requireChatbot(actor, id);
  const { model, retrieval, settings, ...plain } = input;
  const values = {
    ...plain,
    model: merged(bot.model, model),
    retrieval: merged(bot.retrieval, retrieval),
    settings: merged(bot.settings, settings),
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const updated = await chatbotRepository.update(actor.requireMembership('editor'), id, given);
  if (!updated) throw notFound('Chatbot');
  return updated;
}

type Change<T> = { [K in keyof T]?: T[K] | null };

/** Fields that are given replace, those given as `null` go; `null` as a whole clears all. */
function merged<T extends object>(now: T, change: Change<T> | null | undefined): T | undefined {
  if (change === undefined) return undefined;
  const fields = Object.entries({ ...(change && now), ...change });
  return Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined)) as T;
}
