import { z } from 'zod';
import { deleteTopic, listTopics, presentTopic, recordTopic } from '../../bots/index.js';
import { Empty } from '../../contracts/common.contract.js';
import { ListTopics, RecordTopic, Topic } from '../../contracts/memory.contract.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';
import { reading, writing } from './memory-common.js';

const path = '/api/v1/chatbots/:chatbotId/topics/:userId';

export const createTopicRoutes = () => [
  defineRoute({
    ...reading,
    method: 'GET',
    path,
    summary: 'List what an end user talks about',
    description: 'The heaviest first. A weight grows with each mention and halves every 30 days without one.',
    paginated: true,
    request: { query: ListTopics },
    responses: { 200: z.array(Topic) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { items, total } = await listTopics({ actor, ...params, query });
      return page(items.map(presentTopic), total, query);
    },
  }),
  defineRoute({
    ...writing,
    method: 'POST',
    path,
    summary: 'Add or update a topic',
    description: 'The same name, however it is written, is the same topic, mentioned once more.',
    idempotent: true,
    request: { body: RecordTopic },
    responses: { 200: Topic, 201: Topic },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) => {
      const { topic, isNew } = await recordTopic({ actor, ...params, input: body });
      return (isNew ? created : ok)(presentTopic(topic));
    },
  }),
  defineRoute({
    ...writing,
    method: 'DELETE',
    path: `${path}/:topicId`,
    summary: 'Delete a topic',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'VALIDATION_ERROR'],
    handler: async ({ actor, params }) => {
      await deleteTopic({ actor, ...params });
      return done('Topic deleted');
    },
  }),
];
