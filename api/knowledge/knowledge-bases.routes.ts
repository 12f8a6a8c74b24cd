import { z } from 'zod';
import { requireChatbot } from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  CreateKnowledgeBase,
  KnowledgeBase,
  ListKnowledgeBases,
  SearchKnowledge,
  SearchResult,
  UpdateKnowledgeBase,
} from '../../contracts/knowledge.contract.js';
import {
  createKnowledgeBase,
  deleteKnowledgeBase,
  knowledgeBaseRepository,
  knowledgeItemRepository,
  presentKnowledgeBase,
  requireKnowledgeBase,
  searchKnowledge,
  updateKnowledgeBase,
  type KnowledgeBaseDocument,
  type RetrieveDependencies,
} from '../../knowledge/index.js';
import { created, done, ok, page } from '../http/reply.js';
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
  embedding: { model: string; dimensions: number };
}

export const createKnowledgeBaseRoutes = ({ retrieval, embedding }: KnowledgeBaseRouteDependencies) => [
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
    handler: async ({ actor, params, body }) => {
      const { _id } = await requireChatbot(actor, params.chatbotId);
      return created(
        await presentOne(await createKnowledgeBase({ actor, chatbotId: _id, input: body, embedding })),
      );
    },
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
    organizationRole: 'editor',
    limit: 'management',
    request: { body: UpdateKnowledgeBase },
    responses: { 200: KnowledgeBase },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      ok(await presentOne(await updateKnowledgeBase({ actor, id: params.id, input: body }))),
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
      await deleteKnowledgeBase({ actor, id: params.id });
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
    errors: ['NOT_FOUND', 'SERVICE_UNAVAILABLE'],
    handler: async ({ actor, params, query }) =>
      ok(await searchKnowledge({ actor, knowledgeBaseId: params.id, query, dependencies: retrieval })),
  }),
];
