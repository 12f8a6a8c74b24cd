import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { followBot, type AnswerEvent, type Place } from './answer-events.js';
import { summaries } from './history.queries.js';
import { newAnswer, turnsOf, type Answer } from './messages.js';
import { heard } from './use-conversation.js';

let server: Server | undefined;
afterEach(() => new Promise((done) => (server ? server.close(done) : done(undefined))));

/** Answers each request in turn. */
async function serve(...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
  server = createServer((request, response) => answers.shift()!(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/stream`;
}

const stream = (response: ServerResponse, ...events: [number, string, unknown][]) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  for (const [id, event, data] of events)
    response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
};

async function follow(location: string): Promise<{ events: AnswerEvent[]; place: Place; error?: unknown }> {
  const place: Place = { location, lastEventId: null };
  const events: AnswerEvent[] = [];
  try {
    for await (const event of followBot(place, new AbortController().signal)) events.push(event);
    return { events, place };
  } catch (error) {
    return { events, place, error };
  }
}

test('a stream that is lost goes on after the last event that was heard', async () => {
  const asked: (string | undefined)[] = [];
  const note = ({ headers }: IncomingMessage) => asked.push(headers['last-event-id'] as string | undefined);
  const location = await serve(
    (request, response) => {
      note(request);
      stream(response, [1, 'start', { messageId: 'm' }], [2, 'token', { text: 'One ' }]);
      setTimeout(() => response.destroy(), 50);
    },
    (request, response) => {
      note(request);
      response.writeHead(503, { 'Content-Type': 'application/json' }).end('{"code":"SERVICE_UNAVAILABLE"}');
    },
    (request, response) => {
      note(request);
      stream(response, [3, 'token', { text: 'two' }], [4, 'done', { message: 'One two', citations: [] }]);
      response.end();
    },
  );
  const { events, place, error } = await follow(location);
  expect(error).toBeUndefined();
  expect(asked).toEqual([undefined, '2', '2']);
  expect(events.map(({ event }) => event)).toEqual(['start', 'token', 'lost', 'lost', 'token', 'done']);
  expect(place.lastEventId).toBe('4');
});

test('what is refused is not asked for again', async () => {
  const location = await serve((_request, response) =>
    response
      .writeHead(404, { 'Content-Type': 'application/json', 'X-Request-Id': 'req_1' })
      .end('{"status":"error","code":"NOT_FOUND","message":"Message not found"}'),
  );
  const { events, error } = await follow(location);
  expect(events).toEqual([]);
  expect(error).toMatchObject({ code: 'NOT_FOUND', message: 'Message not found', requestId: 'req_1' });
});

const after = (answer: Answer, event: AnswerEvent): Answer => ({ ...answer, ...heard(answer, event) });

test('an answer that broke off keeps its part; one without a word failed', () => {
  const part = after(newAnswer, { event: 'token', data: { text: 'Half' } });
  const broken: AnswerEvent = { event: 'error', data: { code: 'PROVIDER_ERROR', message: 'broke off' } };
  expect(after(part, broken)).toMatchObject({ text: 'Half', state: 'interrupted' });
  expect(after(newAnswer, broken)).toMatchObject({ state: 'failed', error: { code: 'PROVIDER_ERROR' } });
  expect(after(part, { event: 'lost', data: null })).toMatchObject({ text: 'Half', state: 'reconnecting' });
});

const message = (role: 'user' | 'assistant', conversationId: string, content: string, at: number) => ({
  ...{ id: `${conversationId}${at}`, conversationId, userId: null, role, content },
  createdAt: new Date(at).toISOString(),
});

test('stored messages make turns, also when a page begins in the middle of one', () => {
  const turns = turnsOf([
    message('assistant', 'a', 'Late answer', 1),
    message('user', 'a', 'Question', 2),
    message('assistant', 'a', 'Answer', 3),
  ]);
  expect(turns.map(({ question, answer }) => [question, answer.text])).toEqual([
    ['', 'Late answer'],
    ['Question', 'Answer'],
  ]);
});

test('conversations are called by their first question, the latest one first', () => {
  const found = summaries([
    message('user', 'a', 'First of a', 1),
    message('assistant', 'a', 'x', 2),
    message('user', 'b', 'First of b', 3),
    message('user', 'a', 'Second of a', 4),
  ]);
  expect(found.map(({ id, title }) => [id, title])).toEqual([
    ['a', 'First of a'],
    ['b', 'First of b'],
  ]);
});
