import { z } from 'zod';
import { apiKeyRepository, createApiKey, presentApiKey, revokeApiKey } from '../../accounts/index.js';
import { Empty, listQuery, parseSort } from '../../contracts/common.contract.js';
import { ApiKey, CreateApiKey, CreatedApiKey } from '../../contracts/identity.contract.js';
import { created, done, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const ListApiKeys = listQuery(['createdAt'], 'createdAt:desc').omit({ search: true });
const common = { surface: 'platform', tag: 'Authentication', access: 'user' } as const;

export const createApiKeyRoutes = () => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/auth/api-key',
    summary: 'Generate an API key',
    description: 'The key is shown in this answer only.',
    sessionOnly: true,
    organizationRole: 'owner',
    limit: 'session',
    idempotent: false,
    request: { body: CreateApiKey },
    responses: { 201: CreatedApiKey },
    handler: async ({ actor, body }) => created(await createApiKey({ actor, input: body })),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/auth/api-key',
    summary: 'List API keys',
    organizationRole: 'owner',
    scope: 'admin',
    limit: 'read',
    paginated: true,
    request: { query: ListApiKeys },
    responses: { 200: z.array(ApiKey) },
    handler: async ({ actor, query }) => {
      const { items, total } = await apiKeyRepository.list(actor.organizationId, {
        ...query,
        sort: parseSort(query.sort),
      });
      return page(items.map(presentApiKey), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/auth/api-key/:id',
    summary: 'Revoke an API key',
    sessionOnly: true,
    organizationRole: 'owner',
    limit: 'session',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await revokeApiKey({ actor, id: params.id });
      return done('API key revoked');
    },
  }),
];
