import { z } from 'zod';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  AcceptedItems,
  AddItem,
  KnowledgeItem,
  ListItems,
  UpdateItem,
} from '../../contracts/knowledge.contract.js';
import type { JobStarter } from '../../jobs/index.js';
import {
  addItems,
  addPage,
  deleteItem,
  knowledgeItemRepository,
  presentAccepted,
  presentItem,
  refreshItem,
  requireKnowledgeBase,
  updateItem,
  type RefreshSchedules,
} from '../../knowledge/index.js';
import type { OutboundRules } from '../../platform/http/outbound-rules.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { invalid, notFound } from '../../platform/errors/app-error.js';
import { accepted, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Knowledge bases', access: 'user' } as const;

export interface ItemRouteDependencies {
  blobs: BlobStore;
  starter: JobStarter;
  schedules: RefreshSchedules;
  /** What may be fetched from. */
  rules: OutboundRules;
}

export const createItemRoutes = (dependencies: ItemRouteDependencies) => [
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/knowledge-bases/:id/items',
    summary: 'List knowledge items',
    organizationRole: 'viewer',
    limit: 'read',
    paginated: true,
    request: { query: ListItems },
    responses: { 200: z.array(KnowledgeItem) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireKnowledgeBase(actor, params.id);
      const request = { ...query, knowledgeBaseId: _id, sort: parseSort(query.sort) };
      const { items, total } = await knowledgeItemRepository.list(organizationId, request);
      return page(items.map(presentItem), total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/knowledge-bases/:id/items',
    summary: 'Add knowledge items',
    description:
      'One item as JSON, a page by its `url`, or up to 500 files in the form field `file`. They are ingested by a job, which also fetches the page and, with `crawl`, those of the same site that it leads to. A page that the knowledge base has already is brought up to date.',
    organizationRole: 'editor',
    limit: 'management',
    idempotent: true,
    request: { body: AddItem, files: { field: 'file', maxFiles: 500, maxBytes: 100_000_000 } },
    responses: { 202: AcceptedItems },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body, files }) => {
      const { url } = body;
      if (url !== undefined && files.length > 0) throw invalid('body.url', 'send either an url or files');
      const { items, job } = await (url === undefined
        ? addItems({ actor, knowledgeBaseId: params.id, input: body, files, ...dependencies })
        : addPage({ actor, knowledgeBaseId: params.id, input: { ...body, url }, ...dependencies }));
      return accepted(presentAccepted(items, job._id));
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/knowledge-bases/:id/items/:itemId',
    summary: 'Get a knowledge item',
    organizationRole: 'viewer',
    limit: 'read',
    responses: { 200: KnowledgeItem },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      const { organizationId, _id } = await requireKnowledgeBase(actor, params.id);
      const item = await knowledgeItemRepository.find(organizationId, _id, params.itemId);
      if (!item) throw notFound('Knowledge item');
      return ok(presentItem(item));
    },
  }),
  defineRoute({
    ...common,
    method: 'PUT',
    path: '/api/v1/knowledge-bases/:id/items/:itemId',
    summary: 'Update a knowledge item',
    description: 'The item is ingested again by a job; searches see the old content until that is done.',
    organizationRole: 'editor',
    limit: 'management',
    request: { body: UpdateItem },
    responses: { 202: AcceptedItems },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) => {
      const { item, job } = await updateItem({
        actor,
        knowledgeBaseId: params.id,
        itemId: params.itemId,
        input: body,
        ...dependencies,
      });
      return accepted(presentAccepted([item], job._id));
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/knowledge-bases/:id/items/:itemId/refresh',
    summary: 'Fetch a page again',
    description:
      'With the first page of a crawl, all pages that it found. What has not changed is not ingested again.',
    organizationRole: 'editor',
    limit: 'management',
    responses: { 202: AcceptedItems },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) => {
      const { id: knowledgeBaseId, itemId } = params;
      const { item, job } = await refreshItem({ actor, knowledgeBaseId, itemId, ...dependencies });
      return accepted(presentAccepted([item], job._id));
    },
  }),
  defineRoute({
    ...common,
    method: 'DELETE',
    path: '/api/v1/knowledge-bases/:id/items/:itemId',
    summary: 'Delete a knowledge item',
    organizationRole: 'editor',
    limit: 'management',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      const { id: knowledgeBaseId, itemId } = params;
      await deleteItem({ actor, knowledgeBaseId, itemId, ...dependencies });
      return done('Knowledge item deleted');
    },
  }),
];
