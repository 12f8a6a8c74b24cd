import { z } from 'zod';
import {
  acceptInvitation,
  invitationRepository,
  inviteMember,
  presentInvitation,
  readOrganization,
  revokeInvitation,
} from '../../accounts/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  Invitation,
  ListInvitations,
  Organization,
} from '../../contracts/organizations.contract.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Organisation', access: 'user' } as const;

export const createInvitationRoutes = ({ mails }: { mails: MailOutbox }) => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/organization/invitations',
    summary: 'Invite somebody into the organisation',
    description:
      'The token is mailed to the address, shown in this answer only, and valid for seven days. Inviting the same address again replaces the earlier invitation.',
    organizationRole: 'owner',
    sessionOnly: true,
    limit: 'management',
    request: { body: CreateInvitation },
    responses: { 201: CreatedInvitation },
    errors: ['CONFLICT'],
    handler: async ({ actor, body }) => created(await inviteMember({ mails, actor, input: body })),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/organization/invitations',
    summary: 'List the invitations',
    organizationRole: 'owner',
    scope: 'admin',
    limit: 'read',
    paginated: true,
    request: { query: ListInvitations },
    responses: { 200: z.array(Invitation) },
    handler: async ({ actor, query }) => {
      const { items, total } = await invitationRepository.list(actor.organizationId, {
        ...query,
        sort: parseSort(query.sort),
      });
      return page(items.map(presentInvitation), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/organization/invitations/:id',
    summary: 'Revoke an invitation',
    organizationRole: 'owner',
    sessionOnly: true,
    limit: 'management',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await revokeInvitation({ actor, id: params.id });
      return done('Invitation revoked');
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/organization/invitations/accept',
    summary: 'Accept an invitation',
    description:
      'For the user whose e-mail address was invited. The session goes on in the organisation; the user keeps those they belong to.',
    sessionOnly: true,
    limit: 'session',
    request: { body: AcceptInvitation },
    responses: { 200: Organization },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, body }) => {
      const organizationId = await acceptInvitation({ actor, token: body.token });
      return ok(await readOrganization(organizationId, actor.userId));
    },
  }),
];
