import type { Request } from 'express';
import { z } from 'zod';
import {
  answerTurn,
  beginTurn,
  endConversation,
  presentTrace,
  rateResponse,
  readHistory,
  replayTurn,
  requireTurn,
  type AnswerListener,
  type SendMessageDependencies,
} from '../../bots/index.js';
import { ModelSettings } from '../../contracts/chatbots.contract.js';
import {
  ConversationAnswer,
  HistoryMessage,
  HistoryQuery,
  RatedResponse,
  RateResponse,
  SendMessage,
  TokenUsage,
  TurnTrace,
} from '../../contracts/conversations.contract.js';
import { Id } from '../../contracts/common.contract.js';
import type { ServerSentEvent } from '../http/event-stream.js';
import { eventStream, ok, page } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = {
  surface: 'platform',
  tag: 'Conversations',
  access: 'user',
  organizationRole: 'viewer',
} as const;

const wantsStream = ({ body, headers }: { body?: unknown; headers: Request['headers'] }): boolean =>
  (body as { stream?: unknown } | undefined)?.stream === true ||
  (headers.accept ?? '').includes('text/event-stream');

/** Each end user has a limit of their own. */
const endUserOf = (request: Request): string | undefined => {
  const { userId } = (request.body ?? {}) as { userId?: unknown };
  return typeof userId === 'string' ? userId.slice(0, 128) : undefined;
};

/** A finished answer as the events that would have told it. */
const replay = (data: unknown): ServerSentEvent[] => {
  const { conversationId, messageId, message, citations } = data as ConversationAnswer;
  return [
    { event: 'start', data: { conversationId, messageId } },
    { event: 'token', data: { text: message } },
    { event: 'citations', data: citations },
    { event: 'done', data },
  ];
};

const Replay = z.strictObject({ model: ModelSettings.optional() }).meta({ id: 'ReplayTurn' });
const Replayed = z
  .strictObject({
    message: z.string(),
    original: z.string(),
    provider: z.string(),
    model: z.string(),
    usage: TokenUsage,
    latencyMs: z.int(),
  })
  .meta({ id: 'ReplayedTurn' });
const EndedConversation = z
  .strictObject({ id: Id, status: z.literal('ended') })
  .meta({ id: 'EndedConversation' });

export const createConversationRoutes = (
  dependencies: SendMessageDependencies & { shutdown: AbortSignal },
) => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/chatbots/:id/conversation',
    summary: 'Send a message to a chatbot',
    description:
      'Answers at once, or as server-sent events (`start`, `token`, `citations`, `done`, `error`) when `stream` is true or the client accepts `text/event-stream`.',
    scope: 'chat',
    limit: 'conversation',
    limitKey: endUserOf,
    idempotent: true,
    request: { body: SendMessage },
    responses: { 200: ConversationAnswer },
    errors: ['NOT_FOUND', 'CONFLICT', 'PROVIDER_ERROR', 'SERVICE_UNAVAILABLE'],
    wantsStream,
    replay,
    handler: async ({ actor, params, body, request }) => {
      const { gateway, shutdown: signal } = dependencies;
      const begun = await beginTurn({ actor, chatbotId: params.id, input: body, dependencies });
      if (!wantsStream({ body, headers: request.headers }))
        return ok(await answerTurn(begun, { signal, gateway }));
      return eventStream(async ({ send }) => {
        const listener: AnswerListener = {
          start: (data) => send({ event: 'start', data }),
          token: (text) => send({ event: 'token', data: { text } }),
          citations: (data) => send({ event: 'citations', data }),
        };
        send({ event: 'done', data: await answerTurn(begun, { signal, gateway, listener }) });
      });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/chatbots/:id/conversation/history',
    summary: 'Get messages, oldest first',
    limit: 'read',
    paginated: true,
    request: { query: HistoryQuery },
    responses: { 200: z.array(HistoryMessage) },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, query }) => {
      const { items, total } = await readHistory({ actor, chatbotId: params.id, query });
      return page(items, total, query);
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/chatbots/:id/conversation/:conversationId/end',
    summary: 'End a conversation',
    scope: 'chat',
    limit: 'conversation',
    responses: { 200: EndedConversation },
    errors: ['NOT_FOUND', 'CONFLICT'],
    handler: async ({ actor, params }) => {
      await endConversation({ actor, chatbotId: params.id, conversationId: params.conversationId });
      return ok({ id: params.conversationId, status: 'ended' as const });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/chatbots/:id/conversation/:conversationId/messages/:messageId/trace',
    summary: 'Get the trace of an answer',
    description: 'Prompt, retrieved chunks with scores, provider attempts, timings and cost of one turn.',
    organizationRole: 'editor',
    limit: 'read',
    responses: { 200: TurnTrace },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params }) =>
      ok(presentTrace(await requireTurn(actor, params.id, params.conversationId, params.messageId))),
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/chatbots/:id/conversation/:conversationId/messages/:messageId/replay',
    summary: 'Replay an answer',
    description: 'Asks again with the stored prompt and passages, perhaps another model. Nothing is stored.',
    organizationRole: 'editor',
    limit: 'conversation',
    request: { body: Replay },
    responses: { 200: Replayed },
    errors: ['NOT_FOUND', 'CONFLICT', 'PROVIDER_ERROR', 'SERVICE_UNAVAILABLE'],
    handler: async ({ actor, params, body, signal }) => {
      const turn = await requireTurn(actor, params.id, params.conversationId, params.messageId);
      return ok(await replayTurn({ turn, model: body.model ?? {}, gateway: dependencies.gateway, signal }));
    },
  }),
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/chatbots/:id/response-rating',
    summary: 'Rate an answer',
    scope: 'chat',
    limit: 'conversation',
    request: { body: RateResponse },
    responses: { 200: RatedResponse },
    errors: ['NOT_FOUND'],
    handler: async ({ actor, params, body }) =>
      ok(await rateResponse({ actor, chatbotId: params.id, input: body })),
  }),
];
