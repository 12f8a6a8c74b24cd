import { z } from 'zod';
import { addKnowledgeBase, removeKnowledgeBase, requireChatbot } from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  CreateKnowledgeBase,
  KnowledgeBase,
  ListKnowledgeBases,
  SearchKnowledge,
  SearchResult,
  ReindexingKnowledgeBase,
  ReindexKnowledgeBase,
  UpdateKnowledgeBase,
} from '../../contracts/knowledge.contract.js';
import type { JobStarter } from '../../jobs/index.js';
import {
  knowledgeBaseRepository,
  knowledgeItemRepository,
  presentKnowledgeBase,
  reindexKnowledgeBase,
  requireKnowledgeBase,
  searchKnowledge,
  updateKnowledgeBase,
  type EmbeddingFor,
  type KnowledgeBaseDocument,
  type RetrieveDependencies,
} from '../../knowledge/index.js';
import { accepted, created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Knowledge bases', access: 'user' } as const;

const noItems = { pending: 0, processing: 0, ready: 0, failed: 0 };

/** With the counts of their items. */
async function present(organizationId: string, bases: KnowledgeBaseDocument[]): Promise<KnowledgeBase[]> {
  const counts = await knowledgeItemRepository.countsOf(
    organizationId,
    bases.map(({ _id }) => _id),
  );
  return bases.map((base) => presentKnowledgeBase(base, counts.get(base._id) ?? noItems));
}
const presentOne = async (base: KnowledgeBaseDocument) => (await present(base.organizationId, [base]))[0];

export interface KnowledgeBaseRouteDependencies {
  retrieval: RetrieveDependencies;
  /** The model that new knowledge bases are embedded with. */
  embeddingFor: EmbeddingFor;
  starter: JobStarter;
}

export const createKnowledgeBaseRoutes = ({
  retrieval,
  embeddingFor,
  starter,
}: KnowledgeBaseRouteDependencies) => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/chatbots/:chatbotId/knowledge-bases',
    summary: 'List the knowledge bases of a chatbot',
    organizationRole: 'viewer',
    limit: 'read',
    paginated: true,
    request: { query: ListKnowledgeBases },
    responses: { 200: z.array(KnowledgeBase) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.chatbotId);
      const request = { ...query, chatbotId: _id, sort: parseSort(query.sort) };
      const { items, total } = await knowledgeBaseRepository.list(organizationId, request);
      return page(await present(organizationId, items), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/chatbots/:chatbotId/knowledge-bases',
    summary: 'Create a knowledge base for a chatbot',
    organizationRole: 'editor',
    limit: 'management',
    idempotent: true,
    request: { body: CreateKnowledgeBase },
    responses: { 201: KnowledgeBase },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { chatbotId }, body }) =>
      created(await presentOne(await addKnowledgeBase({ actor, chatbotId, input: body, embeddingFor }))),
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/knowledge-bases/:id',
    summary: 'Get a knowledge base',
    organizationRole: 'viewer',
    limit: 'read',
    responses: { 200: KnowledgeBase },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => ok(await presentOne(await requireKnowledgeBase(actor, params.id))),
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/knowledge-bases/:id',
    summary: 'Update a knowledge base',
    description:
      'Chunk sizes or a language in which the items have to be indexed anew take effect when a job has done so: the answer is then 202 and names it.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: UpdateKnowledgeBase },
    responses: { 200: KnowledgeBase, 202: ReindexingKnowledgeBase },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { id }, body: input }) => {
      const { base, job } = await updateKnowledgeBase({ actor, id, input, embeddingFor, starter });
      const presented = await presentOne(base);
      return job ? accepted({ ...presented, jobId: job._id }) : ok(presented);
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/knowledge-bases/:id/reindex',
    summary: 'Index a knowledge base anew',
    description:
      'A job cuts, embeds and indexes all items anew beside the index that is searched, and then puts the new one in its place; searches never miss anything meanwhile. Passages that stay the same are not embedded again. What changes while the job runs is in the new index too.',
    organizationRole: 'editor',
    limit: 'management',
    idempotent: true,
    request: { body: ReindexKnowledgeBase },
    responses: { 202: ReindexingKnowledgeBase },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { id }, body: input }) => {
      const { base, job } = await reindexKnowledgeBase({ actor, id, input, embeddingFor, starter });
      return accepted({ ...(await presentOne(base)), jobId: job._id });
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/knowledge-bases/:id',
    summary: 'Delete a knowledge base',
    organizationRole: 'owner',
    limit: 'management',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await removeKnowledgeBase({ actor, id: params.id });
      return done('Knowledge base deleted');
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/knowledge-bases/:id/search',
    summary: 'Search a knowledge base',
    organizationRole: 'viewer',
    limit: 'read',
    request: { query: SearchKnowledge },
    responses: { 200: z.array(SearchResult) },
    errors: ['BUDGET_EXCEEDED', 'NOT_FOUND', 'SERVICE_UNAVAILABLE'],
    handler: async ({ actor, params, query }) =>
      ok(await searchKnowledge({ actor, knowledgeBaseId: params.id, query, dependencies: retrieval })),
  }),
];
