import {
  FoundMessages,
  SearchMessages,
  SearchStoredMessages,
  SearchSuggestions,
  SuggestSearches,
} from '../../contracts/ai/message-search.contract.js';
import {
  searchMessages,
  searchStoredMessages,
  suggestSearches,
  type StoredSearchDependencies,
} from '../../insights/index.js';
import type { ResultCache } from '../../providers/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'ai', tag: 'Message search', access: 'user', organizationRole: 'viewer' } as const;

export const createMessageSearchRoutes = (
  dependencies: StoredSearchDependencies & { cache: Pick<ResultCache, 'through'> },
) => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/ai/search',
    summary: 'Search messages by meaning',
    description:
      'Ranks up to 10,000 messages of the request by how likely they are about the query. Vectors that come with them are used; those of the others are kept for two hours.',
    scope: 'read',
    limit: 'search',
    request: { body: SearchMessages, bodyLimit: 10_000_000 },
    responses: { 200: FoundMessages },
    sentences: { SERVER_ERROR: 'Search failed' },
    handler: async ({ actor, body, signal }) =>
      ok(await searchMessages(dependencies, { actor, input: body, signal })),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/ai/messages/search',
    summary: 'Search stored messages by meaning',
    description: 'The messages of your organisation, or of one channel, that were embedded by a bulk job.',
    scope: 'read',
    limit: 'search',
    request: { body: SearchStoredMessages },
    responses: { 200: FoundMessages },
    sentences: { SERVER_ERROR: 'Search failed' },
    handler: async ({ actor, body, signal }) =>
      ok(await searchStoredMessages(dependencies, { actor, input: body, signal })),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/search/suggestions',
    summary: 'Suggest searches from the history',
    description: 'What was searched for in your organisation and begins like this, the most frequent first.',
    limit: 'read',
    request: { query: SuggestSearches },
    responses: { 200: SearchSuggestions },
    handler: async ({ actor, query: { userId, ...query } }) => {
      const own = userId === actor.userId ? { userId } : {};
      const found = await suggestSearches(actor.organizationId, { ...query, ...own });
      const suggestions = found.map(({ lastUsed, ...one }) => ({ ...one, lastUsed: lastUsed.toISOString() }));
      return ok({ success: true as const, suggestions });
    },
  }),
];
