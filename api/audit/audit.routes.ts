import { z } from 'zod';
import { auditEntryRepository, presentAuditEntry } from '../../accounts/index.js';
import { AuditEntry, ListAllAuditLogs, ListAuditLog } from '../../contracts/audit.contract.js';
import { parseSort } from '../../contracts/common.contract.js';
import { page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', method: 'GET', paginated: true } as const;

export const createAuditRoutes = () => [
  defineRoute({
    ...common,
    path: '/api/v1/audit-log',
    summary: 'List what was done in the organisation',
    description:
      'Privileged acts, newest first: keys, members, invitations, deletions, publishing. Entries can be neither changed nor deleted.',
    tag: 'Organisation',
    access: 'user',
    organizationRole: 'owner',
    scope: 'admin',
    limit: 'read',
    request: { query: ListAuditLog },
    responses: { 200: z.array(AuditEntry) },
    handler: async ({ actor, query }) => {
      const request = { ...query, sort: parseSort(query.sort) };
      const { items, total } = await auditEntryRepository.list(actor.organizationId, request);
      return page(items.map(presentAuditEntry), total, query);
    },
  }),
  defineRoute({
    ...common,
    path: '/api/v1/admin/audit-log',
    summary: 'List what was done in the installation',
    description: 'Privileged acts of all organisations and of the administrators, newest first.',
    tag: 'Administration',
    access: 'admin',
    limit: 'admin',
    request: { query: ListAllAuditLogs },
    responses: { 200: z.array(AuditEntry) },
    handler: async ({ query }) => {
      const { items, total } = await auditEntryRepository.systemList({
        ...query,
        sort: parseSort(query.sort),
      });
      return page(items.map(presentAuditEntry), total, query);
    },
  }),
];
