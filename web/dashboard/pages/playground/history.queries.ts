import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import type { Schema } from '../../api/types.js';

type Message = Schema<'HistoryMessage'>;

interface Of {
  conversationId?: string;
  userId?: string;
}

/** Even, as two messages make a turn. */
const limit = 50;

const pageOf = (botId: string, of: Of, page: number, signal: AbortSignal) =>
  ask(
    api.GET('/api/v1/chatbots/{id}/conversation/history', {
      signal,
      params: { path: { id: botId }, query: { ...of, page, limit } },
    }),
  );

interface Part {
  messages: Message[];
  /** The first page that it has; those before are earlier. */
  page: number;
}

/** The newest messages; the API lists the oldest first, so the last page is asked for when it is known which that is. */
async function newest(botId: string, of: Of, signal: AbortSignal): Promise<Part> {
  const first = await pageOf(botId, of, 1, signal);
  const { pages } = first.pagination;
  if (pages <= 1) return { messages: first.data, page: 1 };
  const last = await pageOf(botId, of, pages, signal);
  // A last page may have next to nothing.
  const before = pages === 2 ? first : await pageOf(botId, of, pages - 1, signal);
  return { messages: [...before.data, ...last.data], page: pages - 1 };
}

/** The messages of a conversation, from the newest back. */
export const conversationQuery = (botId: string, conversationId: string) =>
  infiniteQueryOptions({
    queryKey: ['history', botId, 'conversation', conversationId],
    initialPageParam: null as number | null,
    queryFn: async ({ pageParam, signal }): Promise<Part> => {
      if (pageParam === null) return newest(botId, { conversationId }, signal);
      return { messages: (await pageOf(botId, { conversationId }, pageParam, signal)).data, page: pageParam };
    },
    getNextPageParam: ({ page }) => (page > 1 ? page - 1 : undefined),
    // What comes to it while it is open is shown as it comes.
    staleTime: Infinity,
    gcTime: 0,
  });

export interface ConversationSummary {
  id: string;
  title: string;
  lastAt: string;
}

/** The latest conversations of one person with a bot, found by their latest messages. */
export const conversationsQuery = (botId: string, userId: string) =>
  queryOptions({
    queryKey: ['history', botId, 'user', userId],
    queryFn: async ({ signal }) => summaries((await newest(botId, { userId }, signal)).messages),
  });

/** @param messages oldest first; a conversation is called by the first question that is among them */
export function summaries(messages: Message[]): ConversationSummary[] {
  const found = new Map<string, ConversationSummary>();
  for (const { conversationId, role, content, createdAt } of messages) {
    const known = found.get(conversationId);
    if (known) known.lastAt = createdAt;
    else if (role === 'user')
      found.set(conversationId, { id: conversationId, title: content.slice(0, 120), lastAt: createdAt });
  }
  return [...found.values()].sort((a, b) => b.lastAt.localeCompare(a.lastAt));
}
