import { z } from 'zod';
import {
  compareVersions,
  listVersions,
  presentVersion,
  publishVersion,
  requireVersion,
  rollBack,
} from '../../bots/index.js';
import {
  CompareVersions,
  Difference,
  ListVersions,
  PublishVersion,
  RollBack,
  RolledBack,
  Version,
  VersionReference,
  VersionSummary,
} from '../../contracts/versions.contract.js';
import { notFound } from '../../platform/errors/app-error.js';
import { ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Versions', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, method: 'POST', organizationRole: 'editor', limit: 'management' } as const;

/** What is no number of a version is a version that does not exist. */
function versionIn(segment: string): VersionReference {
  const parsed = VersionReference.safeParse(segment);
  if (!parsed.success) throw notFound('Version');
  return parsed.data;
}

export const createVersionRoutes = () => [
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/versions',
    summary: 'List the versions of a chatbot, newest first',
    paginated: true,
    request: { query: ListVersions },
    responses: { 200: z.array(VersionSummary) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { items, total } = await listVersions({ actor, chatbotId: params.id, query });
      return page(items, total, query);
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/versions/compare',
    summary: 'Compare two versions of a chatbot',
    description:
      'Field by field what differs from `a` to `b`; each is a number, `draft` (what is edited) or `published`. Lists of things with names are compared by those.',
    request: { query: CompareVersions },
    responses: { 200: z.array(Difference) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query: { a, b } }) =>
      ok(await compareVersions({ actor, chatbotId: params.id, a, b })),
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/versions/:version',
    summary: 'Get a version of a chatbot',
    description: 'A number, `draft` or `published`.',
    responses: { 200: Version },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      const { bot, version } = await requireVersion(actor, params.id, versionIn(params.version));
      return ok(presentVersion(version, bot));
    },
  }),
  defineRoute({
    ...change,
    path: '/api/v1/chatbots/:id/versions/:version/publish',
    summary: 'Publish a version of a chatbot',
    description:
      'End users talk to it at once. From then on the bot publishes manually: changes stay in the draft until they are published, or until the chatbot’s `publishing` is set to `automatic` again. A version that has not reached what the chatbot requires of an evaluation is refused; owners may `force` it, which the audit log tells.',
    request: { body: PublishVersion },
    responses: { 200: Version },
    errors: ['NOT_FOUND', 'EVALUATION_REQUIRED'],
    handler: async ({ actor, params, body: { force } }) =>
      ok(await publishVersion({ actor, chatbotId: params.id, version: versionIn(params.version), force })),
  }),
  defineRoute({
    ...change,
    path: '/api/v1/chatbots/:id/rollback',
    summary: 'Roll a chatbot back to an older version',
    description:
      'Its content becomes a new version, which is edited and published. Deleted personalities are made anew; documents stay as they are. From then on the bot publishes manually. What the chatbot requires of an evaluation holds here, too; owners may `force` it.',
    request: { body: RollBack },
    responses: { 200: RolledBack },
    errors: ['NOT_FOUND', 'EVALUATION_REQUIRED'],
    handler: async ({ actor, params, body: { version, force } }) =>
      ok(await rollBack({ actor, chatbotId: params.id, version, force })),
  }),
];
