import type { Client } from '@temporalio/client';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { parseSort } from '../../contracts/common.contract.js';
import { Job, JobItem, ListJobItems, ListJobs } from '../../contracts/jobs.contract.js';
import {
  cancelJob,
  jobItemRepository,
  jobRepository,
  presentJobItem,
  retryJob,
  type JobNotices,
  type JobStarter,
} from '../../jobs/index.js';
import { accepted, eventStream, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { createJobReader } from './job-reader.js';
import { followJob } from './follow-job.js';

export interface JobRouteDependencies {
  temporal: Client;
  redis: Redis;
  starter: JobStarter;
  notices: JobNotices;
  uiUrl: string | null;
}

const common = { surface: 'platform', tag: 'Jobs', access: 'user' } as const;

export const createJobRoutes = (dependencies: JobRouteDependencies) => {
  const { temporal, starter, notices } = dependencies;
  const reader = createJobReader(dependencies);
  return [
    defineRoute({
      ...common,
      method: 'GET',
      path: '/api/v1/jobs',
      summary: 'List jobs',
      organizationRole: 'viewer',
      limit: 'read',
      paginated: true,
      request: { query: ListJobs },
      responses: { 200: z.array(Job) },
      handler: async ({ actor, query }) => {
        const { items, total } = await jobRepository.list(actor.organizationId, {
          ...query,
          sort: parseSort(query.sort),
        });
        return page(await reader.present(items), total, query);
      },
    }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/api/v1/jobs/:id',
      summary: 'Get a job',
      organizationRole: 'viewer',
      limit: 'read',
      responses: { 200: Job },
      errors: ['NOT_FOUND'],
      handler: async ({ actor, params }) => ok(await reader.read(actor, params.id)),
    }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/api/v1/jobs/:id/items',
      summary: 'List the items of a job',
      organizationRole: 'viewer',
      limit: 'read',
      paginated: true,
      request: { query: ListJobItems },
      responses: { 200: z.array(JobItem) },
      errors: ['NOT_FOUND'],
      handler: async ({ actor, params, query }) => {
        const job = await reader.require(actor, params.id);
        const { items, total } = await jobItemRepository.list(actor.organizationId, job._id, query);
        return page(items.map(presentJobItem), total, query);
      },
    }),
    defineRoute({
      ...common,
      method: 'GET',
      path: '/api/v1/jobs/:id/events',
      summary: 'Follow a job',
      description:
        'Server-sent events: `progress` with the job at each change, a last `end` with its final state.',
      organizationRole: 'viewer',
      limit: 'read',
      responses: { 200: Job },
      produces: 'text/event-stream',
      errors: ['NOT_FOUND'],
      handler: async ({ actor, params }) => {
        const first = await reader.read(actor, params.id);
        return eventStream((stream) =>
          followJob({ first, stream, notices, read: () => reader.read(actor, params.id) }),
        );
      },
    }),
    defineRoute({
      ...common,
      method: 'POST',
      path: '/api/v1/jobs/:id/cancel',
      summary: 'Cancel a job',
      description: 'What is finished stays; the job cleans up the rest and then reports `cancelled`.',
      organizationRole: 'editor',
      limit: 'management',
      responses: { 202: Job },
      errors: ['NOT_FOUND', 'CONFLICT', 'SERVICE_UNAVAILABLE'],
      handler: async ({ actor, params }) => {
        const job = await cancelJob({ actor, temporal, jobId: params.id });
        return accepted(await reader.presentOne(job));
      },
    }),
    defineRoute({
      ...common,
      method: 'POST',
      path: '/api/v1/jobs/:id/retry',
      summary: 'Retry the failed items of a job',
      organizationRole: 'editor',
      limit: 'management',
      responses: { 202: Job },
      errors: ['NOT_FOUND', 'CONFLICT'],
      handler: async ({ actor, params }) => {
        const job = await retryJob({ actor, starter, jobId: params.id });
        return accepted(await reader.presentOne(job));
      },
    }),
  ];
};
