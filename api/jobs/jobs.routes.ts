import type { Client } from '@temporalio/client';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { parseSort } from '../../contracts/common.contract.js';
import { EstimateJob, JobEstimate } from '../../contracts/job-estimates.contract.js';
import { Job, JobItem, ListJobItems, ListJobs } from '../../contracts/jobs.contract.js';
import {
  cancelJob,
  jobItemRepository,
  jobRepository,
  pauseJob,
  presentJobItem,
  resumeJob,
  retryJob,
  type JobDocument,
  type JobNotices,
  type JobStarter,
} from '../../jobs/index.js';
import { ResumeQuery } from '../http/last-event-id.js';
import { accepted, eventStream, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { estimateJob, type EstimateDependencies } from './estimate-job.js';
import { createJobReader } from './job-reader.js';
import { followJob } from './follow-job.js';

export interface JobRouteDependencies {
  temporal: Client;
  redis: Redis;
  starter: JobStarter;
  notices: JobNotices;
  uiUrl: string | null;
  estimates: EstimateDependencies;
  /** What the rooms say about a retry. @throws AppError CONFLICT */
  assertMayRetry?: (job: JobDocument) => Promise<void>;
}

const common = { surface: 'platform', tag: 'Jobs', access: 'user' } as const;

export const createJobRoutes = (dependencies: JobRouteDependencies) => {
  const { temporal, starter, notices, assertMayRetry } = dependencies;
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
      method: 'POST',
      path: '/api/v1/jobs/estimate',
      summary: 'Estimate what a job would cost',
      description:
        'From what the job would work on, counted as its models count, at the present prices; what is embedded already is not paid for. `expected` is what it is likely to cost, `maximum` what it cannot pass. Models on this machine cost nothing. Nothing is begun.',
      organizationRole: 'viewer',
      scope: 'read',
      limit: 'read',
      request: { body: EstimateJob, bodyLimit: 10_000_000 },
      responses: { 200: JobEstimate },
      errors: ['NOT_FOUND'],
      handler: async ({ actor, body }) => ok(await estimateJob(actor, body, dependencies.estimates)),
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
        'Server-sent events: `progress` with the job at each change, `paused` and `resumed` when it comes to rest and goes on, a last `end` with its final state. Each tells the whole state, so after a lost connection the current one comes first; ids go on after `Last-Event-ID`.',
      organizationRole: 'viewer',
      limit: 'read',
      responses: { 200: Job },
      produces: 'text/event-stream',
      resumable: true,
      request: { query: ResumeQuery },
      errors: ['NOT_FOUND'],
      handler: async ({ actor, params, lastEventId: after }) => {
        const first = await reader.read(actor, params.id);
        return eventStream(
          (stream) =>
            followJob({
              ...{ first, stream, notices },
              read: (since) => reader.readSince(actor, params.id, since),
            }),
          { after },
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
      path: '/api/v1/jobs/:id/pause',
      summary: 'Pause a job',
      description:
        'The job finishes the call in hand, keeps what it brought, and then reports `paused`: from then on it makes no paid call. Its deadline does not run meanwhile. Pausing a paused job changes nothing.',
      organizationRole: 'editor',
      limit: 'management',
      responses: { 202: Job },
      errors: ['NOT_FOUND', 'CONFLICT'],
      handler: async ({ actor, params }) => {
        const job = await pauseJob({ actor, temporal, notices, jobId: params.id });
        return accepted(await reader.presentOne(job));
      },
    }),
    defineRoute({
      ...common,
      method: 'POST',
      path: '/api/v1/jobs/:id/resume',
      summary: 'Resume a paused job',
      description: 'The job goes on where it stopped; what was done is not done again.',
      organizationRole: 'editor',
      limit: 'management',
      responses: { 202: Job },
      errors: ['NOT_FOUND', 'CONFLICT'],
      handler: async ({ actor, params }) => {
        const job = await resumeJob({ actor, temporal, notices, jobId: params.id });
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
        const job = await retryJob({ actor, starter, jobId: params.id, assertMayRetry });
        return accepted(await reader.presentOne(job));
      },
    }),
  ];
};
