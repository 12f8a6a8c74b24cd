import { z } from 'zod';
import { deleteEntity, listEntities, presentEntity, recordEntity } from '../../bots/index.js';
import { Empty } from '../../contracts/common.contract.js';
import { Entity, ListEntities, RecordEntity } from '../../contracts/memory.contract.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { reading, writing } from './memory-common.js';

const path = '/api/v1/chatbots/:chatbotId/entities/:userId';

export const createEntityRoutes = () => [
  defineRoute({
    ...reading,
    method: 'GET',
    path,
    summary: 'List the entities of an end user',
    description: 'Those mentioned last first.',
    paginated: true,
    request: { query: ListEntities },
    responses: { 200: z.array(Entity) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { items, total } = await listEntities({ actor, ...params, query });
      return page(items.map(presentEntity), total, query);
    },
  }),
  defineRoute({
    ...writing,
    method: 'POST',
    path,
    summary: 'Add an entity',
    description: 'The same type and value is the same entity, mentioned once more.',
    idempotent: true,
    request: { body: RecordEntity },
    responses: { 200: Entity, 201: Entity },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) => {
      const { entity, isNew } = await recordEntity({ actor, ...params, input: body });
      return (isNew ? created : ok)(presentEntity(entity));
    },
  }),
  defineRoute({
    ...writing,
    method: 'DELETE',
    path: `${path}/:entityId`,
    summary: 'Delete an entity',
    description: 'Only a new mention can bring it back. Turns that name it are left out of later prompts.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'VALIDATION_ERROR'],
    handler: async ({ actor, params }) => {
      await deleteEntity({ actor, ...params });
      return done('Entity deleted');
    },
  }),
];
