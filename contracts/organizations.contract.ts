import { z } from 'zod';
import { Id, listQuery, Timestamp } from './common.contract.js';
import { Email, organizationRoles } from './identity.contract.js';

const OrganizationName = z.string().trim().min(1).max(100).meta({ example: 'Example Inc.' });
const Role = z.enum(organizationRoles);

export const Organization = z
  .strictObject({
    id: Id,
    name: z.string(),
    role: Role.meta({ description: 'What the caller may do in it' }),
    members: z.int().min(1),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Organization' });
export type Organization = z.output<typeof Organization>;

export const UpdateOrganization = z
  .strictObject({ name: OrganizationName.optional() })
  .meta({ id: 'UpdateOrganization' });
export type UpdateOrganization = z.output<typeof UpdateOrganization>;

/** One of the organisations that a user belongs to. */
export const OwnMembership = z
  .strictObject({
    id: Id.meta({ description: 'The organisation' }),
    name: z.string(),
    role: Role,
    active: z.boolean().meta({ description: 'Whether the session works in it' }),
    createdAt: Timestamp.meta({ description: 'When the user joined' }),
  })
  .meta({ id: 'OwnMembership' });
export type OwnMembership = z.output<typeof OwnMembership>;

export const ListOwnMemberships = listQuery(['createdAt'], 'createdAt:asc').omit({ search: true });
export const SwitchOrganization = z.strictObject({ organizationId: Id }).meta({ id: 'SwitchOrganization' });

export const Member = z
  .strictObject({
    id: Id.meta({ description: 'The user, as in `userId`' }),
    userId: Id,
    username: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    role: Role,
    createdAt: Timestamp.meta({ description: 'When the member joined' }),
  })
  .meta({ id: 'Member' });
export type Member = z.output<typeof Member>;

export const ListMembers = listQuery(['createdAt', 'username'], 'createdAt:asc').extend({
  role: Role.optional(),
});
export const ChangeMember = z.strictObject({ role: Role }).meta({ id: 'ChangeMember' });

export const invitationStates = ['pending', 'accepted', 'revoked', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

export const CreateInvitation = z.strictObject({ email: Email, role: Role }).meta({ id: 'CreateInvitation' });
export type CreateInvitation = z.output<typeof CreateInvitation>;

const invitationFields = {
  id: Id,
  email: z.string(),
  role: Role,
  status: z.enum(invitationStates),
  invitedBy: Id,
  expiresAt: Timestamp,
  acceptedAt: Timestamp.nullable(),
  createdAt: Timestamp,
};
export const Invitation = z.strictObject(invitationFields).meta({ id: 'Invitation' });
export type Invitation = z.output<typeof Invitation>;
export const CreatedInvitation = z
  .strictObject({ ...invitationFields, token: z.string().meta({ description: 'Shown once' }) })
  .meta({ id: 'CreatedInvitation' });
export type CreatedInvitation = z.output<typeof CreatedInvitation>;

export const ListInvitations = listQuery(['createdAt'], 'createdAt:desc').extend({
  status: z.enum(invitationStates).optional(),
});
export const AcceptInvitation = z
  .strictObject({ token: z.string().min(1).max(512) })
  .meta({ id: 'AcceptInvitation' });
