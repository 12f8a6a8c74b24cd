import { z } from 'zod';
import { endOtherSessions, endSession, presentSessionInfo, sessionRepository } from '../../accounts/index.js';
import { Empty, listQuery, parseSort } from '../../contracts/common.contract.js';
import { EndedSessions, SessionInfo } from '../../contracts/identity.contract.js';
import { done, ok, page, withCookie } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import type { SessionCookies } from '../http/session-cookie.js';

const ListSessions = listQuery(['createdAt'], 'createdAt:desc').omit({ search: true });
const common = {
  surface: 'platform',
  tag: 'Authentication',
  access: 'user',
  sessionOnly: true,
} as const;

export const createSessionRoutes = ({ cookies }: { cookies: SessionCookies }) => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/auth/sessions',
    summary: 'List the sessions of the current user',
    limit: 'read',
    paginated: true,
    request: { query: ListSessions },
    responses: { 200: z.array(SessionInfo) },
    handler: async ({ actor, query }) => {
      const request = { ...query, sort: parseSort(query.sort) };
      const { items, total } = await sessionRepository.systemListOfUser(actor.userId, request);
      return page(
        items.map((session) => presentSessionInfo(session, actor.credentialId)),
        total,
        query,
      );
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/auth/sessions/:id',
    summary: 'End a session',
    description: 'Its access token, refresh token and cookie are refused from the next request on.',
    limit: 'session',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await endSession({ actor, id: params.id });
      const reply = done('Session ended');
      return params.id === actor.credentialId ? withCookie(reply, cookies.clear()) : reply;
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/auth/sessions',
    summary: 'End all other sessions of the current user',
    limit: 'session',
    responses: { 200: EndedSessions },
    handler: async ({ actor }) => ok({ ended: await endOtherSessions({ actor }) }),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/auth/logout',
    summary: 'Sign out',
    limit: 'session',
    responses: { 200: Empty },
    handler: async ({ actor, request }) => {
      await sessionRepository.systemRevoke(actor.credentialId, actor.userId);
      const reply = done('Signed out');
      return cookies.of(request.headers) ? withCookie(reply, cookies.clear()) : reply;
    },
  }),
];
