import type { Request } from 'express';
import { z } from 'zod';
import {
  answerTurn,
  beginTurn,
  endConversation,
  followAnswer,
  openAnswer,
  presentTrace,
  rateResponse,
  readHistory,
  replayTurn,
  requireTurn,
  streamAnswer,
  tellAgain,
  untilAnswered,
  type AnswerStreams,
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
import { AnsweringQuery } from '../../contracts/versions.contract.js';
import type { Logger } from '../../platform/logging/logger.js';
import { ResumeQuery } from '../http/last-event-id.js';
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

const acceptsStream = (request: Pick<Request, 'accepts'>): boolean =>
  request.accepts(['text/event-stream', 'application/json']) === 'text/event-stream';

/** Each end user has a limit of their own. */
const endUserOf = (request: Request): string | undefined => {
  const { userId } = (request.body ?? {}) as { userId?: unknown };
  return typeof userId === 'string' ? userId.slice(0, 128) : undefined;
};

const streamPath = (chatbotId: string, conversationId: string, messageId: string): string =>
  `/api/v1/chatbots/${chatbotId}/conversation/${conversationId}/messages/${messageId}/stream`;

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

export interface ConversationRouteDependencies extends SendMessageDependencies {
  streams: AnswerStreams;
  /** Ends answers that are being made. */
  shutdown: AbortSignal;
  logger: Logger;
}

export const createConversationRoutes = (dependencies: ConversationRouteDependencies) => [
  defineRoute({
    ...common,
    method: 'POST',
    path: '/api/v1/chatbots/:id/conversation',
    summary: 'Send a message to a chatbot',
    description:
      'Answers at once, or as server-sent events (`start`, `token`, `tool`, `citations`, `done`, `error`) when `stream` is true or the client accepts `text/event-stream`. The answer is made and stored although the client leaves; a dropped stream goes on at the address in the header `Location`, with `Last-Event-ID`. A repeat with the same `Idempotency-Key` while the first request is in progress is answered 409, with that address in `Location` when it streams; once the process that ran it has died, the repeat runs anew. Editors may ask another version of the bot than the published one with `version`: a number or `draft`.',
    scope: 'chat',
    limit: 'conversation',
    limitKey: endUserOf,
    idempotent: true,
    request: { query: AnsweringQuery, body: SendMessage },
    responses: { 200: ConversationAnswer },
    errors: ['BUDGET_EXCEEDED', 'NOT_FOUND', 'CONFLICT', 'PROVIDER_ERROR', 'SERVICE_UNAVAILABLE'],
    wantsStream,
    replay: async (data, { actor, params }) => {
      const { conversationId, messageId } = data as ConversationAnswer;
      if (!actor) throw new Error('a conversation has an actor');
      return tellAgain(await requireTurn(actor, params.id ?? '', conversationId, messageId));
    },
    handler: async ({ actor, params, query: { version }, body, request }) => {
      const { gateway, streams, logger, shutdown: signal } = dependencies;
      const begun = await beginTurn({ actor, chatbotId: params.id, input: body, version, dependencies });
      if (!wantsStream({ body, headers: request.headers }))
        return ok(await answerTurn(begun, { signal, gateway }));
      const { conversationId, _id: messageId } = begun.turn;
      return eventStream(({ send }) => streamAnswer(begun, { signal, gateway, streams, logger, send }), {
        location: streamPath(params.id, conversationId, messageId),
      });
    },
  }),
  defineRoute({
    ...common,
    method: 'GET',
    path: '/api/v1/chatbots/:id/conversation/:conversationId/messages/:messageId/stream',
    summary: 'Follow an answer',
    description:
      'The events of an answer with the ids they had, after `Last-Event-ID` or from the start: those told already, then those to come, to the last one, `done` or `error`. Any process can tell them. The last event is told again to a caller who has it. A client that does not accept `text/event-stream` gets the whole answer when it is made.',
    scope: 'chat',
    limit: 'read',
    resumable: true,
    request: { query: ResumeQuery },
    responses: { 200: ConversationAnswer },
    errors: ['NOT_FOUND', 'PROVIDER_ERROR', 'SERVICE_UNAVAILABLE'],
    wantsStream: acceptsStream,
    handler: async ({ actor, params, request, signal, lastEventId: after }) => {
      const { streams: logs, shutdown } = dependencies;
      const { conversationId, messageId } = params;
      const turn = await openAnswer({ actor, chatbotId: params.id, conversationId, messageId, logs });
      if (!acceptsStream(request)) {
        return ok(await untilAnswered({ turn, logs, signal: AbortSignal.any([signal, shutdown]) }));
      }
      return eventStream(
        async ({ send, ready, signal: left }) => {
          for await (const event of followAnswer({ turn, after, logs, signal: left })) {
            send(event);
            await ready();
          }
        },
        { after },
      );
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
