import { z } from 'zod';
import { Id, listQuery, Timestamp } from './common.contract.js';
import {
  Email,
  installationRoles,
  organizationRoles,
  User,
  Username,
  userStatuses,
} from './identity.contract.js';

const Role = z.enum(installationRoles);
const Status = z
  .enum(userStatuses)
  .meta({ description: 'deleting: the account is closed already, and its data is being removed' });

export const AdminUser = z
  .strictObject({
    ...User.shape,
    user_id: Id.meta({ description: 'The same as `id`' }),
    status: Status,
    deletionJobId: Id.nullable(),
  })
  .meta({ id: 'AdminUser' });
export type AdminUser = z.output<typeof AdminUser>;

export const AdminUserDetail = z
  .strictObject({
    ...AdminUser.shape,
    twoFactor: z.boolean(),
    sessions: z.int().min(0).meta({ description: 'Sessions that have not ended' }),
    apiKeys: z.int().min(0).meta({ description: 'Keys that were not revoked, in all organisations' }),
    organizations: z.array(
      z.strictObject({ id: Id, name: z.string(), role: z.enum(organizationRoles), createdAt: Timestamp }),
    ),
  })
  .meta({ id: 'AdminUserDetail' });
export type AdminUserDetail = z.output<typeof AdminUserDetail>;

export const ListUsers = listQuery(['createdAt', 'username', 'email'], 'createdAt:desc').extend({
  role: Role.optional(),
  status: Status.optional(),
});
export type ListUsers = z.output<typeof ListUsers>;

export const UpdateUser = z
  .strictObject({
    role: Role.optional(),
    status: z.enum(['active', 'suspended']).optional(),
    username: Username.optional(),
    email: Email.optional(),
    name: z.string().trim().min(1).max(100).nullable().optional(),
  })
  .meta({ id: 'UpdateUser' });
export type UpdateUser = z.output<typeof UpdateUser>;

export const DeletedUser = z
  .strictObject({ id: Id, user_id: Id, jobId: Id.meta({ description: 'The job that removes the data' }) })
  .meta({ id: 'DeletedUser' });
export type DeletedUser = z.output<typeof DeletedUser>;
