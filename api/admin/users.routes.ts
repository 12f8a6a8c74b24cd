import { z } from 'zod';
import {
  deleteUser,
  presentAdminUser,
  readUser,
  updateUser,
  userRepository,
  type CreateDeletionJob,
} from '../../accounts/index.js';
import {
  AdminUser,
  AdminUserDetail,
  DeletedUser,
  ListUsers,
  UpdateUser,
} from '../../contracts/admin.contract.js';
import { parseSort } from '../../contracts/common.contract.js';
import { createJob, jobRepository, type JobStarter } from '../../jobs/index.js';
import type { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Administration', access: 'admin', limit: 'admin' } as const;

const createDeletionJob: CreateDeletionJob = async ({ organizationId, createdBy, userId, subjectIds }) => {
  const job = await createJob({
    ...{ organizationId, createdBy, kind: 'user-deletion', subject: { type: 'user', id: userId } },
    items: subjectIds.map((subjectId) => ({ subjectId, title: null })),
  });
  return job._id;
};

export const createAdminUserRoutes = ({ mails, starter }: { mails: MailOutbox; starter: JobStarter }) => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/admin/users',
    summary: 'List the users of the installation',
    description: '`search` looks into usernames, e-mail addresses and names.',
    paginated: true,
    request: { query: ListUsers },
    responses: { 200: z.array(AdminUser) },
    handler: async ({ query }) => {
      const { items, total } = await userRepository.systemList({ ...query, sort: parseSort(query.sort) });
      return page(items.map(presentAdminUser), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/admin/users/:id',
    summary: 'Get a user',
    responses: { 200: AdminUserDetail },
    errors: ['NOT_FOUND'],
    handler: async ({ params }) => ok(await readUser(params.id)),
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/admin/users/:id',
    summary: 'Update a user',
    description:
      'Sessions and API keys of a suspended user stop at once. The last active administrator keeps role and status; null clears the name.',
    sessionOnly: true,
    request: { body: UpdateUser },
    responses: { 200: AdminUser },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      ok(presentAdminUser(await updateUser({ mails, actor, id: params.id, input: body }))),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/admin/users/:id',
    summary: 'Delete a user',
    description:
      'The user is locked out at once; a job removes the account, and organisations in which nobody else is with everything in them. What the user made in other organisations stays, without their name. It cannot be stopped.',
    sessionOnly: true,
    responses: { 200: DeletedUser },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) => {
      const deleted = await deleteUser({ actor, id: params.id, createJob: createDeletionJob });
      const job = await jobRepository.systemFind(deleted.jobId);
      if (job?.startPending) await starter.start(job);
      return ok(deleted, 'The account is closed; its data is being removed');
    },
  }),
];
