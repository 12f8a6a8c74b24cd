import { notFound } from '../../platform/errors/app-error.js';
import { withTransaction } from '../../platform/mongo/connection.js';
import type { ChatbotDocument } from '../chatbots/chatbot.model.js';
import { chatbotRepository } from '../chatbots/chatbot.repository.js';
import { contentHashOf } from './content-hash.js';
import { readContent } from './read-content.js';
import { versionRepository } from './version.repository.js';

export interface RecordVersionOptions {
  organizationId: string;
  chatbotId: string;
  actorId: string;
  /** What was done, for people: `Changed instructions`. */
  reason: string;
  /** Also when the content is what the head has already. */
  always?: boolean;
}

/**
 * Keeps a bot's present content as a new version when it differs from the head's, and publishes it when the bot
 * publishes by itself. Call it in the transaction of the change; outside of one it opens its own.
 * @throws AppError NOT_FOUND
 */
export const recordVersion = (options: RecordVersionOptions): Promise<ChatbotDocument> =>
  withTransaction(async () => {
    const { organizationId, chatbotId, actorId, reason, always = false } = options;
    const bot = await chatbotRepository.holdContent(organizationId, chatbotId);
    if (!bot) throw notFound('Chatbot');
    const head = bot.headVersion ?? 0;
    const content = await readContent(bot);
    const contentHash = contentHashOf(content);
    const isKept =
      !always && (await versionRepository.hashOf(organizationId, chatbotId, head)) === contentHash;
    const number = isKept ? head : head + 1;
    if (!isKept) {
      await versionRepository.insert(organizationId, {
        ...{ chatbotId, number, content, contentHash, reason },
        ...{ createdBy: actorId, createdAt: new Date() },
      });
    }
    // A bot without a published version could not answer: the first one is published however it publishes.
    const isPublished = (bot.publishing ?? 'automatic') === 'automatic' || !bot.publishedVersion;
    const versions = { headVersion: number, ...(isPublished ? { publishedVersion: number } : {}) };
    const updated = await chatbotRepository.update(organizationId, chatbotId, versions);
    if (!updated) throw notFound('Chatbot');
    return updated;
  });

/** Gives a bot of before there were versions its first one. */
export const ensureVersion = (bot: ChatbotDocument): ChatbotDocument | Promise<ChatbotDocument> =>
  bot.headVersion && bot.publishedVersion
    ? bot
    : recordVersion({
        organizationId: bot.organizationId,
        chatbotId: bot._id,
        actorId: bot.createdBy,
        reason: 'As it was when versions began',
      });

/**
 * Changes something that belongs to a bot's content and keeps the outcome as a version, in one transaction. Changes of
 * one bot happen one after the other. @throws AppError NOT_FOUND
 */
export const changeContent = <T>(
  { organizationId, chatbotId, ...options }: RecordVersionOptions,
  change: (bot: ChatbotDocument) => Promise<T>,
): Promise<{ result: T; bot: ChatbotDocument }> =>
  withTransaction(async () => {
    const held = await chatbotRepository.holdContent(organizationId, chatbotId);
    if (!held) throw notFound('Chatbot');
    const result = await change(await ensureVersion(held));
    return { result, bot: await recordVersion({ organizationId, chatbotId, ...options }) };
  });
