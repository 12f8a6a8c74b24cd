import { api, ask } from '../../api/client.js';
import type { Schema } from '../../api/types.js';

export interface NewBot {
  bot: Schema<'CreateChatbot'>;
  /** The name of the knowledge base that it begins with, if with any. */
  knowledgeBase?: string;
  /** Whose messages are summed up regularly. */
  digest?: { channelId: string; frequency: 'daily' | 'weekly' };
  /** A repeat of the same attempt makes no second bot. */
  key: string;
}

export interface MadeBot {
  bot: Schema<'Chatbot'>;
  /** What could not be done for the bot that is there now. */
  failure: unknown;
}

/** Makes a bot and what belongs to it. @throws ApiError when the bot itself could not be made */
export async function createBot({ bot: body, knowledgeBase, digest, key }: NewBot): Promise<MadeBot> {
  const headers = { header: { 'Idempotency-Key': key } };
  const { data: bot } = await ask(api.POST('/api/v1/chatbots', { body, params: headers }));
  try {
    if (knowledgeBase) {
      const language = body.language ?? 'en';
      const params = { path: { chatbotId: bot.id }, header: { 'Idempotency-Key': `${key}-knowledge` } };
      await ask(
        api.POST('/api/v1/chatbots/{chatbotId}/knowledge-bases', {
          params,
          body: { name: knowledgeBase, language },
        }),
      );
    }
    if (digest) {
      const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      await ask(
        api.PUT('/api/ai/digest/schedule', { body: { ...digest, timezone, at: '08:00', enabled: true } }),
      );
    }
    return { bot, failure: null };
  } catch (failure) {
    return { bot, failure };
  }
}
