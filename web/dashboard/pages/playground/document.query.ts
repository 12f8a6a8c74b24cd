import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.js';
import { api, ask } from '../../api/client.js';
import type { Schema } from '../../api/types.js';

type Base = Schema<'KnowledgeBase'>;

/**
 * The document that a citation comes from, `null` when it was deleted since. A citation does not say in which knowledge base
 * it is, so those of the bot are asked; most bots have one.
 */
export const documentQuery = (botId: string, itemId: string) =>
  queryOptions({
    queryKey: ['documents', botId, itemId],
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<{ base: Base; item: Schema<'KnowledgeItem'> } | null> => {
      const { data: bases } = await ask(
        api.GET('/api/v1/chatbots/{chatbotId}/knowledge-bases', {
          signal,
          params: { path: { chatbotId: botId }, query: { limit: 100 } },
        }),
      );
      for (const base of bases) {
        const params = { path: { id: base.id, itemId } };
        const found = await ask(
          api.GET('/api/v1/knowledge-bases/{id}/items/{itemId}', { signal, params }),
        ).catch((error: unknown) => {
          if (error instanceof ApiError && error.code === 'NOT_FOUND') return null;
          throw error;
        });
        if (found) return { base, item: found.data };
      }
      return null;
    },
  });
