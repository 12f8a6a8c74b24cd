import { z } from 'zod';
import {
  changeMember,
  listOwnMemberships,
  membershipRepository,
  presentMember,
  readOrganization,
  removeMember,
  switchOrganization,
  updateOrganization,
} from '../../accounts/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  ChangeMember,
  ListMembers,
  ListOwnMemberships,
  Member,
  Organization,
  OwnMembership,
  SwitchOrganization,
  UpdateOrganization,
} from '../../contracts/organizations.contract.js';
import { done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Organisation', access: 'user' } as const;

export const createOrganizationRoutes = () => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/organization',
    summary: 'Get the organisation',
    description: 'The one that the session or the API key works in.',
    organizationRole: 'viewer',
    limit: 'read',
    responses: { 200: Organization },
    handler: async ({ actor }) => ok(await readOrganization(actor.organizationId, actor.userId)),
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/organization',
    summary: 'Update the organisation',
    organizationRole: 'owner',
    scope: 'admin',
    limit: 'management',
    request: { body: UpdateOrganization },
    responses: { 200: Organization },
    handler: async ({ actor, body }) => {
      await updateOrganization({ actor, input: body });
      return ok(await readOrganization(actor.organizationId, actor.userId));
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/organization/members',
    summary: 'List the members',
    organizationRole: 'viewer',
    limit: 'read',
    paginated: true,
    request: { query: ListMembers },
    responses: { 200: z.array(Member) },
    handler: async ({ actor, query }) => {
      const { items, total } = await membershipRepository.list(actor.organizationId, {
        ...query,
        sort: parseSort(query.sort),
      });
      return page(items.map(presentMember), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/organization/members/:userId',
    summary: 'Change the role of a member',
    organizationRole: 'owner',
    sessionOnly: true,
    limit: 'management',
    request: { body: ChangeMember },
    responses: { 200: Member },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      ok(presentMember(await changeMember({ actor, userId: params.userId, role: body.role }))),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/organization/members/:userId',
    summary: 'Remove a member, or leave the organisation',
    description:
      'Owners remove members, everybody may leave. Sessions, API keys and invitations of the member in this organisation end at once; what the member made stays.',
    organizationRole: 'viewer',
    sessionOnly: true,
    limit: 'management',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) => {
      await removeMember({ actor, userId: params.userId });
      return done(params.userId === actor.userId ? 'You have left the organisation' : 'Member removed');
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/auth/organizations',
    summary: 'List the organisations that the current user belongs to',
    sessionOnly: true,
    limit: 'read',
    paginated: true,
    request: { query: ListOwnMemberships },
    responses: { 200: z.array(OwnMembership) },
    handler: async ({ actor, query }) => {
      const { items, total } = await listOwnMemberships(actor, { ...query, sort: parseSort(query.sort) });
      return page(items, total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/auth/organization',
    summary: 'Switch to another organisation',
    description:
      'The session works in it from its next request on, and the next sign-in begins there. Other sessions and API keys stay where they are.',
    sessionOnly: true,
    limit: 'session',
    request: { body: SwitchOrganization },
    responses: { 200: Organization },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, body }) => {
      await switchOrganization({ actor, organizationId: body.organizationId });
      return ok(await readOrganization(body.organizationId, actor.userId));
    },
  }),
];
