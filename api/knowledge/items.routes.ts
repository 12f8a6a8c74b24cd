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
  deleteItem,
  knowledgeItemRepository,
  presentAccepted,
  presentItem,
  requireKnowledgeBase,
  updateItem,
} from '../../knowledge/index.js';
import type { BlobStore } from '../../platform/blobs/blob-store.js';
import { notFound } from '../../platform/errors/app-error.js';
import { accepted, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Knowledge bases', access: 'user' } as const;

export const createItemRoutes = (dependencies: { blobs: BlobStore; starter: JobStarter }) => [
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
    description: 'One item as JSON, or up to 500 files in the form field `file`. They are ingested by a job.',
    organizationRole: 'editor',
    limit: 'management',
    idempotent: true,
    request: { body: AddItem, files: { field: 'file', maxFiles: 500, maxBytes: 100_000_000 } },
    responses: { 202: AcceptedItems },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body, files }) => {
      const { items, job } = await addItems({
        actor,
        knowledgeBaseId: params.id,
        input: body,
        files,
        ...dependencies,
      });
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
    method: 'DELETE',
    path: '/api/v1/knowledge-bases/:id/items/:itemId',
    summary: 'Delete a knowledge item',
    organizationRole: 'editor',
    limit: 'management',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      const { id: knowledgeBaseId, itemId } = params;
      await deleteItem({ actor, knowledgeBaseId, itemId, blobs: dependencies.blobs });
      return done('Knowledge item deleted');
    },
  }),
];
