import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask } from './client.js';

/** Queries that more than one page or the shell make; those of one page stand beside it. */

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/auth/me', { signal }))).data,
  staleTime: 60_000,
});

export const organizationQuery = queryOptions({
  queryKey: ['organization'],
  queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/organization', { signal }))).data,
  staleTime: 60_000,
});

export const membershipsQuery = queryOptions({
  queryKey: ['memberships'],
  queryFn: ({ signal }) =>
    ask(api.GET('/api/v1/auth/organizations', { signal, params: { query: { limit: 100 } } })),
  staleTime: 60_000,
});

export const chatbotQuery = (id: string) =>
  queryOptions({
    queryKey: ['chatbots', 'one', id],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/api/v1/chatbots/{id}', { signal, params: { path: { id } } }))).data,
  });

export interface ListChatbots {
  page?: number;
  limit?: number;
  sort?: 'name:asc' | 'name:desc' | 'createdAt:asc' | 'createdAt:desc' | 'updatedAt:asc' | 'updatedAt:desc';
  search?: string;
  status?: 'active' | 'inactive';
}

export const chatbotsQuery = (query: ListChatbots = {}) =>
  queryOptions({
    queryKey: ['chatbots', 'list', query],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/chatbots', { signal, params: { query } })),
    placeholderData: keepPreviousData,
  });

export const knowledgeBasesQuery = (chatbotId: string) =>
  queryOptions({
    queryKey: ['knowledge-bases', 'of', chatbotId],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/chatbots/{chatbotId}/knowledge-bases', {
          signal,
          params: { path: { chatbotId }, query: { limit: 100 } },
        }),
      ),
  });
