import { z } from 'zod';
import {
  addExamples,
  createDataset,
  datasetRepository,
  deleteDataset,
  deleteExample,
  exampleRepository,
  isOutOfScope,
  presentDataset,
  presentDatasets,
  presentExample,
  requireChatbot,
  requireDataset,
  updateDataset,
} from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  AddedExamples,
  AddExamples,
  CreateDataset,
  Dataset,
  Example,
  ListDatasets,
  ListExamples,
  UpdateDataset,
} from '../../contracts/training-datasets.contract.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Training', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;
/** A hundred thousand ordinary examples. */
const largestBody = 50_000_000;

export const createDatasetRoutes = () => [
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:chatbotId/training/datasets',
    summary: 'List the training datasets of a chatbot',
    paginated: true,
    request: { query: ListDatasets },
    responses: { 200: z.array(Dataset) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.chatbotId);
      const request = { ...query, chatbotId: _id, sort: parseSort(query.sort) };
      const { items, total } = await datasetRepository.list(organizationId, request);
      return page(await presentDatasets(organizationId, items), total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:chatbotId/training/datasets',
    summary: 'Create a training dataset',
    description: 'With its first examples, if any; all of them have to be valid.',
    idempotent: true,
    request: { body: CreateDataset, bodyLimit: largestBody },
    responses: { 201: Dataset },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      created(await presentDataset(await createDataset({ actor, chatbotId: params.chatbotId, input: body }))),
  }),
  defineRoute({
    ...read,
    path: '/api/v1/training/datasets/:id',
    summary: 'Get a training dataset',
    description: 'With the number of its examples by intent.',
    responses: { 200: Dataset },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => ok(await presentDataset(await requireDataset(actor, params.id))),
  }),
  defineRoute({
    ...change,
    method: 'PUT',
    path: '/api/v1/training/datasets/:id',
    summary: 'Update a training dataset',
    request: { body: UpdateDataset },
    responses: { 200: Dataset },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body }) =>
      ok(await presentDataset(await updateDataset({ actor, id: params.id, input: body }))),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/training/datasets/:id',
    summary: 'Delete a training dataset',
    description: 'With its examples. Models that were trained on them stay as they are.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await deleteDataset({ actor, id: params.id });
      return done('Training dataset deleted');
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/training/datasets/:id/examples',
    summary: 'List training examples',
    paginated: true,
    request: { query: ListExamples },
    responses: { 200: z.array(Example) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireDataset(actor, params.id);
      const { intent, ...request } = query;
      const wanted = intent !== undefined && isOutOfScope(intent) ? null : intent;
      const { items, total } = await exampleRepository.list(organizationId, {
        ...request,
        datasetId: _id,
        intent: wanted,
      });
      return page(items.map(presentExample), total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/training/datasets/:id/examples',
    summary: 'Add training examples',
    description:
      'As JSON, or as files in the form field `file`: CSV whose first line names the columns (`input`, `intent`, `output`, `entities`), JSON lines, or a JSON list. Rows that are no examples are reported with their lines, the others are taken; what the dataset has already is left out. When no row is an example, nothing is taken and the answer is 400.',
    idempotent: true,
    request: {
      body: AddExamples,
      bodyLimit: largestBody,
      files: { field: 'file', maxFiles: 10, maxBytes: largestBody },
    },
    responses: { 201: AddedExamples },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body, files }) =>
      created(await addExamples({ actor, datasetId: params.id, examples: body.examples, files })),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/training/datasets/:id/examples/:exampleId',
    summary: 'Delete a training example',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) => {
      await deleteExample({ actor, datasetId: params.id, id: params.exampleId });
      return done('Training example deleted');
    },
  }),
];
