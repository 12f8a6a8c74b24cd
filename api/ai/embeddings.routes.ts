import { EmbeddedTexts, EmbeddingService, EmbedTexts } from '../../contracts/ai/embeddings.contract.js';
import { embedTexts, readEmbeddingService, type EmbedTextsDependencies } from '../../insights/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'ai',
  tag: 'Embeddings',
  path: '/api/ai/embed',
  access: 'user',
  organizationRole: 'viewer',
} as const;

export const createEmbeddingRoutes = (dependencies: EmbedTextsDependencies) => [
  defineRoute({
    ...common,
    method: 'POST',
    summary: 'Embed texts',
    description:
      'One vector for each of up to 100 texts. Texts that your organisation has had embedded lately come from a cache and cost nothing.',
    scope: 'read',
    limit: 'embeddings',
    request: { body: EmbedTexts, bodyLimit: 10_000_000 },
    responses: { 200: EmbeddedTexts },
    errors: ['BUDGET_EXCEEDED', 'SERVICE_UNAVAILABLE', 'PROVIDER_ERROR'],
    handler: async ({ actor, body, signal }) =>
      ok(await embedTexts(dependencies, { actor, input: body, signal })),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    summary: 'Tell the embedding model and what it has done',
    limit: 'read',
    responses: { 200: EmbeddingService },
    handler: async ({ actor }) => ok(await readEmbeddingService(dependencies, actor)),
  }),
];
