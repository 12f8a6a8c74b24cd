import { z } from 'zod';
import {
  addEvaluationCases,
  createEvaluationSet,
  deleteEvaluationCase,
  deleteEvaluationSet,
  evaluationCaseRepository,
  evaluationSetRepository,
  presentEvaluationCase,
  presentEvaluationSet,
  presentEvaluationSets,
  requireChatbot,
  requireEvaluationSet,
  updateEvaluationSet,
} from '../../bots/index.js';
import { Empty, parseSort } from '../../contracts/common.contract.js';
import {
  AddedEvaluationCases,
  AddEvaluationCases,
  CreateEvaluationSet,
  EvaluationCase,
  EvaluationSet,
  ListEvaluationCases,
  ListEvaluationSets,
  UpdateEvaluationSet,
} from '../../contracts/evaluations.contract.js';
import { created, done, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'platform', tag: 'Evaluations', access: 'user' } as const;
const read = { ...common, method: 'GET', organizationRole: 'viewer', limit: 'read' } as const;
const change = { ...common, organizationRole: 'editor', limit: 'management' } as const;
/** A thousand ordinary questions with their answers. */
export const largestCases = 10_000_000;
const files = { field: 'file', maxFiles: 10, maxBytes: largestCases };
const columns =
  'CSV whose first line names the columns (`question`, `expected`, `expectedSource`, `expectsRefusal`, `history`), JSON lines, or a JSON list';

export const createEvaluationSetRoutes = () => [
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/evaluations/sets',
    summary: 'List the evaluation sets of a chatbot',
    paginated: true,
    request: { query: ListEvaluationSets },
    responses: { 200: z.array(EvaluationSet) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { organizationId, _id } = await requireChatbot(actor, params.id);
      const request = { ...query, chatbotId: _id, sort: parseSort(query.sort) };
      const { items, total } = await evaluationSetRepository.list(organizationId, request);
      return page(await presentEvaluationSets(organizationId, items), total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:id/evaluations/sets',
    summary: 'Create an evaluation set',
    description: `Questions for a chatbot, with what is expected of the answers. The first ones come as \`cases\`, or as files in the form field \`file\`: ${columns}. All of them have to be valid; a question that is there twice is taken once.`,
    idempotent: true,
    request: { body: CreateEvaluationSet, bodyLimit: largestCases, files },
    responses: { 201: EvaluationSet },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params, body, files: uploaded }) =>
      created(
        await presentEvaluationSet(
          await createEvaluationSet({ actor, chatbotId: params.id, input: body, files: uploaded }),
        ),
      ),
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/evaluations/sets/:setId',
    summary: 'Get an evaluation set',
    description: 'With the number of its questions by what is expected.',
    responses: { 200: EvaluationSet },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) =>
      ok(await presentEvaluationSet((await requireEvaluationSet(actor, params.id, params.setId)).set)),
  }),
  defineRoute({
    ...change,
    method: 'PUT',
    path: '/api/v1/chatbots/:id/evaluations/sets/:setId',
    summary: 'Update an evaluation set',
    request: { body: UpdateEvaluationSet },
    responses: { 200: EvaluationSet },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { id, setId }, body }) =>
      ok(await presentEvaluationSet(await updateEvaluationSet({ actor, chatbotId: id, setId, input: body }))),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/chatbots/:id/evaluations/sets/:setId',
    summary: 'Delete an evaluation set',
    description:
      'With its questions; what was measured with it stays. Refused while the chatbot requires it for publishing.',
    responses: { 200: Empty },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { id, setId } }) => {
      await deleteEvaluationSet({ actor, chatbotId: id, setId });
      return done('Evaluation set deleted');
    },
  }),
  defineRoute({
    ...read,
    path: '/api/v1/chatbots/:id/evaluations/sets/:setId/cases',
    summary: 'List the questions of an evaluation set',
    paginated: true,
    request: { query: ListEvaluationCases },
    responses: { 200: z.array(EvaluationCase) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { set } = await requireEvaluationSet(actor, params.id, params.setId);
      const { items, total } = await evaluationCaseRepository.list(set.organizationId, {
        ...query,
        setId: set._id,
      });
      return page(items.map(presentEvaluationCase), total, query);
    },
  }),
  defineRoute({
    ...change,
    method: 'POST',
    path: '/api/v1/chatbots/:id/evaluations/sets/:setId/cases',
    summary: 'Add questions to an evaluation set',
    description: `As JSON, or as files in the form field \`file\`: ${columns}. Rows that are no questions are reported with their lines, the others are taken; what the set has already is left out. When no row is a question, nothing is taken and the answer is 400.`,
    idempotent: true,
    request: { body: AddEvaluationCases, bodyLimit: largestCases, files },
    responses: { 201: AddedEvaluationCases },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params: { id, setId }, body, files: uploaded }) =>
      created(await addEvaluationCases({ actor, chatbotId: id, setId, cases: body.cases, files: uploaded })),
  }),
  defineRoute({
    ...change,
    method: 'DELETE',
    path: '/api/v1/chatbots/:id/evaluations/sets/:setId/cases/:caseId',
    summary: 'Delete a question of an evaluation set',
    responses: { 200: Empty },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params: { id, setId, caseId } }) => {
      await deleteEvaluationCase({ actor, chatbotId: id, setId, caseId });
      return done('Evaluation case deleted');
    },
  }),
];
