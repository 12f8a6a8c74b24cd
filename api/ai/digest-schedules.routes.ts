import {
  DigestScheduleAnswer,
  DigestScheduleDropped,
  DigestScheduleKept,
  DigestScheduleRun,
  Digests,
  ListDigests,
  OfChannel,
  PutDigestSchedule,
} from '../../contracts/ai/digest-schedules.contract.js';
import {
  asProvider,
  digestRepository,
  dropDigestSchedule,
  presentDigest,
  putDigestSchedule,
  readDigestSchedule,
  runDigestSchedule,
  type DigestSchedules,
} from '../../insights/index.js';
import type { JobStarter } from '../../jobs/index.js';
import type { Gateway } from '../../providers/index.js';
import { accepted, ok, paginationOf } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'ai', tag: 'Digests', access: 'user' } as const;
const path = '/api/ai/digest/schedule';

export interface DigestScheduleRouteDependencies {
  schedules: DigestSchedules;
  starter: JobStarter;
  gateway: Pick<Gateway, 'status'>;
}

export const createDigestScheduleRoutes = ({
  schedules,
  starter,
  gateway,
}: DigestScheduleRouteDependencies) => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/ai/digest',
    summary: 'Get the digest schedule of a channel',
    organizationRole: 'viewer',
    limit: 'read',
    request: { query: OfChannel },
    responses: { 200: DigestScheduleAnswer },
    handler: async ({ actor, query }) => {
      const schedule = await readDigestSchedule({ actor, schedules, ...query });
      const [first] = gateway.status();
      return ok({ success: true as const, provider: asProvider(first?.provider), available: true, schedule });
    },
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path,
    summary: 'Have a channel digested regularly',
    description:
      'At the end of each day, week or month a job makes a digest of the messages that were stored of it (`POST /api/ai/messages`). A period is digested once; what is due while the platform is down is made up for. `enabled: false` lets the schedule rest.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: PutDigestSchedule },
    responses: { 200: DigestScheduleKept },
    handler: async ({ actor, body: input }) =>
      ok({ success: true as const, schedule: await putDigestSchedule({ actor, schedules, input }) }),
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path,
    summary: 'Drop the digest schedule of a channel',
    description: 'The digests that were made stay.',
    organizationRole: 'editor',
    limit: 'management',
    request: { query: OfChannel },
    responses: { 200: DigestScheduleDropped },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, query }) => {
      await dropDigestSchedule({ actor, schedules, ...query });
      return ok({ success: true as const, message: 'Digest schedule deleted' });
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: `${path}/run`,
    summary: 'Digest the present period now',
    description:
      'A job makes a digest of what has been stored of the period so far; the schedule goes on as before.',
    organizationRole: 'editor',
    limit: 'summarization',
    request: { body: OfChannel },
    responses: { 202: DigestScheduleRun },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, body }) => {
      const { _id } = await runDigestSchedule({ actor, starter, ...body });
      return accepted({ success: true as const, jobId: _id, digestId: _id });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/ai/digests',
    summary: 'List stored digests',
    description: 'The latest first: those of schedules, and those of requests.',
    organizationRole: 'viewer',
    limit: 'read',
    request: { query: ListDigests },
    responses: { 200: Digests },
    handler: async ({ actor, query }) => {
      const { items, total } = await digestRepository.list(actor.organizationId, query);
      const pagination = paginationOf(total, query);
      return ok({ success: true as const, digests: items.map(presentDigest), pagination });
    },
  }),
];
