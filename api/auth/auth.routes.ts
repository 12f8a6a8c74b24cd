import { z } from 'zod';
import {
  apiKeyRepository,
  createApiKey,
  login,
  openSession,
  presentApiKey,
  presentUser,
  refreshSession,
  registerUser,
  sessionRepository,
  userRepository,
  type AccessTokens,
} from '../../accounts/index.js';
import { Empty, listQuery, parseSort } from '../../contracts/common.contract.js';
import {
  ApiKey,
  CreateApiKey,
  CreatedApiKey,
  Login,
  RefreshToken,
  RegisterUser,
  Session,
  User,
} from '../../contracts/identity.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const ListApiKeys = listQuery(['createdAt'], 'createdAt:desc').omit({ search: true });

export const createAuthRoutes = ({ tokens }: { tokens: AccessTokens }) => [
  defineRoute({
    surface: 'platform',
    method: 'POST',
    path: '/api/v1/auth/register',
    summary: 'Register a user',
    description: 'The user gets an organisation of their own and is signed in.',
    tag: 'Authentication',
    access: 'public',
    limit: 'auth',
    request: { body: RegisterUser },
    responses: { 201: Session },
    errors: ['CONFLICT'],
    handler: async ({ body }) => created(await openSession(tokens, await registerUser({ input: body }))),
  }),
  defineRoute({
    surface: 'platform',
    method: 'POST',
    path: '/api/v1/auth/login',
    summary: 'Sign in',
    tag: 'Authentication',
    access: 'public',
    limit: 'auth',
    request: { body: Login },
    responses: { 200: Session },
    errors: ['UNAUTHORIZED'],
    handler: async ({ body }) => ok(await login({ tokens, input: body })),
  }),
  defineRoute({
    surface: 'platform',
    method: 'POST',
    path: '/api/v1/auth/refresh-token',
    summary: 'Refresh the access token',
    description: 'The refresh token is spent. Using a spent one ends the session.',
    tag: 'Authentication',
    access: 'public',
    limit: 'session',
    request: { body: RefreshToken },
    responses: { 200: Session },
    errors: ['UNAUTHORIZED'],
    handler: async ({ body }) => ok(await refreshSession({ tokens, refreshToken: body.refreshToken })),
  }),
  defineRoute({
    surface: 'platform',
    method: 'POST',
    path: '/api/v1/auth/logout',
    summary: 'Sign out',
    tag: 'Authentication',
    access: 'user',
    sessionOnly: true,
    limit: 'session',
    responses: { 200: Empty },
    handler: async ({ actor }) => {
      await sessionRepository.systemRevoke(actor.credentialId);
      return done('Signed out');
    },
  }),
  defineRoute({
    surface: 'platform',
    method: 'GET',
    path: '/api/v1/auth/me',
    summary: 'Get the current user',
    tag: 'Authentication',
    access: 'user',
    limit: 'read',
    responses: { 200: User },
    handler: async ({ actor }) => {
      const user = await userRepository.systemFind(actor.userId);
      if (!user) throw notFound('User');
      return ok(presentUser(user));
    },
  }),
  defineRoute({
    surface: 'platform',
    method: 'POST',
    path: '/api/v1/auth/api-key',
    summary: 'Generate an API key',
    description: 'The key is shown in this answer only.',
    tag: 'Authentication',
    access: 'user',
    sessionOnly: true,
    organizationRole: 'owner',
    limit: 'session',
    idempotent: false,
    request: { body: CreateApiKey },
    responses: { 201: CreatedApiKey },
    handler: async ({ actor, body }) => created(await createApiKey({ actor, input: body })),
  }),
  defineRoute({
    surface: 'platform',
    method: 'GET',
    path: '/api/v1/auth/api-key',
    summary: 'List API keys',
    tag: 'Authentication',
    access: 'user',
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
    surface: 'platform',
    method: 'DELETE',
    path: '/api/v1/auth/api-key/:id',
    summary: 'Revoke an API key',
    tag: 'Authentication',
    access: 'user',
    sessionOnly: true,
    organizationRole: 'owner',
    limit: 'session',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      if (!(await apiKeyRepository.revoke(actor.organizationId, params.id))) throw notFound('API key');
      return done('API key revoked');
    },
  }),
];
