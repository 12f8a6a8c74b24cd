import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { matches, OtlpReceiver, type ReceivedSpan } from '../doubles/otlp-receiver.js';
import type { TestClient } from '../helpers/client.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';

let double: OpenAiDouble;
let receiver: OtlpReceiver;
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let me: Member;
let key: TestClient;
let bot: { id: string };
let base: { id: string };

beforeAll(async () => {
  [double, receiver] = await Promise.all([startOpenAiDouble('provider-key'), new OtlpReceiver().start()]);
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'provider-key',
    OPENAI_BASE_URL: double.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=acme,authorization=Bearer%20receiver-key',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
  });
  given = createGiven(platform.url);
  me = await given.owner();
  key = await given.key(me, ['read', 'write', 'chat']);
  bot = await given.chatbot(me);
  base = await given.knowledgeBase(me, bot.id);
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await Promise.all([double?.close(), receiver?.close()]);
});

/** A caller that is traced itself. */
const caller = () => {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-01` } };
};

const one = (spans: ReceivedSpan[], name: string | RegExp): ReceivedSpan => {
  const found = spans.find((span) => matches(span, name));
  if (!found) throw new Error(`no ${name} among ${spans.map((span) => span.name).join(', ')}`);
  return found;
};

/** The names on the way from a span up to the caller's. */
function pathOf(spans: ReceivedSpan[], from: ReceivedSpan): string[] {
  const parent = spans.find(({ spanId }) => spanId === from.parentId);
  return [from.name, ...(parent ? pathOf(spans, parent) : [from.parentId])];
}

/** Every span of the trace hangs below the caller's. */
function expectConnected(spans: ReceivedSpan[], callerId: string): void {
  for (const span of spans) expect(pathOf(spans, span).at(-1)).toBe(callerId);
}

const ingestion = 'POST /api/v1/knowledge-bases/:id/items';
const conversation = 'POST /api/v1/chatbots/:id/conversation';

test('a document is one trace from the request through the workflow to the vectors', async () => {
  const { traceId, spanId, headers } = caller();
  const content = 'The canteen serves tomato soup on Mondays.';
  const path = `/api/v1/knowledge-bases/${base.id}/items`;
  const accepted = data(await key.post(path, { title: 'Soup', content }, headers), 202);
  expect((await given.finished(me.client, accepted.jobId)).status).toBe('completed');
  const spans = await receiver.trace(traceId, [
    ingestion,
    'StartWorkflow:ingest',
    'RunWorkflow:ingest',
    'RunActivity:ingestNextBatch',
    'RunActivity:completeIngest',
    /^embeddings /,
    'vectors upsert',
    /^insert jobs$/,
  ]);
  expectConnected(spans, spanId);
  expect(pathOf(spans, one(spans, 'vectors upsert'))).toEqual([
    'vectors upsert',
    'RunActivity:ingestNextBatch',
    'StartActivity:ingestNextBatch',
    'RunWorkflow:ingest',
    'StartWorkflow:ingest',
    ingestion,
    spanId,
  ]);
  expect(pathOf(spans, one(spans, /^embeddings /))[1]).toBe('RunActivity:ingestNextBatch');
  expect(one(spans, ingestion)).toMatchObject({ service: 'chatbots-platform-api', kind: 2 });
  expect(one(spans, 'RunWorkflow:ingest').service).toBe('chatbots-platform-worker');
  expect(one(spans, 'vectors upsert')).toMatchObject({ service: 'chatbots-platform-worker', kind: 3 });
});

test('an answer is one trace from the request through retrieval to the model and the stores', async () => {
  const { traceId, spanId, headers } = caller();
  double.enqueue({
    for: 'chat',
    text: 'On Mondays [1].',
    usage: { promptTokens: 50, completionTokens: 5 },
  });
  const path = `/api/v1/chatbots/${bot.id}/conversation`;
  const answer = data(await key.post(path, { message: 'When is there tomato soup?' }, headers));
  expect(answer.grounded).toBe(true);
  const spans = await receiver.trace(traceId, [
    conversation,
    'retrieve',
    /^embeddings /,
    'vectors searchHybrid',
    'chat gpt-4o-mini',
    'find chatbots',
    /(insert|update|findAndModify) turns/,
  ]);
  expectConnected(spans, spanId);
  expect(pathOf(spans, one(spans, /^embeddings /)).slice(1)).toEqual(['retrieve', conversation, spanId]);
  expect(pathOf(spans, one(spans, 'vectors searchHybrid')).slice(1)).toEqual([
    'retrieve',
    conversation,
    spanId,
  ]);
  expect(pathOf(spans, one(spans, 'chat gpt-4o-mini')).slice(1)).toEqual([conversation, spanId]);
  expect(one(spans, conversation).attributes).toMatchObject({
    'http.request.method': 'POST',
    'http.route': '/api/v1/chatbots/:id/conversation',
    'http.response.status_code': 200,
  });
  expect(one(spans, 'retrieve').attributes).toMatchObject({
    'retrieval.documents': 1,
    'retrieval.scores': [expect.any(Number)],
  });
  expect(one(spans, 'chat gpt-4o-mini').attributes).toMatchObject({
    'gen_ai.provider.name': 'openai',
    'gen_ai.conversation.id': answer.conversationId,
    'gen_ai.usage.input_tokens': 50,
    'gen_ai.usage.output_tokens': 5,
    'gen_ai.response.finish_reasons': ['stop'],
  });
  expect(one(spans, 'find chatbots').attributes).toMatchObject({
    'db.system.name': 'mongodb',
    'db.operation.name': 'find',
    'db.collection.name': 'chatbots',
  });
  const [sent] = double.ledger.slice(-1);
  expect(sent!.headers.traceparent).toContain(traceId);
});

test('the lines of the log name their trace', async () => {
  const { traceId, headers } = caller();
  await key.get('/api/v1/chatbots', headers);
  await receiver.trace(traceId, ['GET /api/v1/chatbots']);
  const log = await readFile(join(platform.dataDir, 'logs', 'api.log'), 'utf8');
  const lines = log.split('\n').filter((line) => line.includes(traceId));
  expect(JSON.parse(lines[0]!)).toMatchObject({
    msg: 'request',
    trace_id: traceId,
    route: '/api/v1/chatbots',
  });
});

test('a caller that is not sampled is not traced; one without a trace begins its own', async () => {
  const { traceId, spanId } = caller();
  await key.get('/api/v1/chatbots', { traceparent: `00-${traceId}-${spanId}-00` });
  const before = receiver.spans.length;
  await key.get(`/api/v1/chatbots/${bot.id}`);
  const isOwn = ({ name }: ReceivedSpan) => name === 'GET /api/v1/chatbots/:id';
  for (let i = 0; i < 200 && !receiver.spans.slice(before).some(isOwn); i++)
    await new Promise((done) => setTimeout(done, 100));
  expect(receiver.spans.slice(before).find(isOwn)).toMatchObject({ parentId: '' });
  expect(receiver.spans.filter((span) => span.traceId === traceId)).toEqual([]);
});

test('nothing that people wrote and no key is in any span', () => {
  expect(receiver.spans.length).toBeGreaterThan(30);
  const everything = JSON.stringify(receiver.spans);
  const secrets = [
    'tomato',
    'On Mondays',
    'provider-key',
    'receiver-key',
    'plx_',
    me.password,
    me.user.username,
    me.user.email,
    key.headers['X-API-Key']!,
    me.client.headers.Authorization!.slice(7),
  ];
  for (const secret of secrets) expect(everything).not.toContain(secret);
  for (const { resource, statusMessage } of receiver.spans) {
    expect(resource).toMatchObject({
      'service.version': expect.any(String),
      'deployment.environment.name': 'test',
    });
    expect(statusMessage).toBe('');
  }
});

test('the receiver gets the headers that are configured', () => {
  expect(receiver.headers[0]).toMatchObject({
    path: '/v1/traces',
    'content-type': 'application/x-protobuf',
    'x-tenant': 'acme',
    authorization: 'Bearer receiver-key',
  });
});

test('a receiver that hangs slows nobody down and loses no request', async () => {
  receiver.hangs = true;
  const before = receiver.headers.length;
  const path = `/api/v1/chatbots/${bot.id}/conversation`;
  for (let i = 0; i < 20; i++) data(await key.post(path, { message: `When is there tomato soup? ${i}` }));
  const slow: number[] = [];
  for (let i = 0; i < 50 && receiver.headers.length === before; i++) {
    const start = performance.now();
    data(await key.get('/api/v1/chatbots'));
    slow.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 100));
  }
  // The exporter is waiting for its answer meanwhile, which never comes.
  expect(receiver.headers.length).toBeGreaterThan(before);
  for (let i = 0; i < 10; i++) {
    const start = performance.now();
    data(await key.get('/api/v1/chatbots'));
    slow.push(performance.now() - start);
  }
  // The exporter itself gives up after five seconds: whoever waited for it would have taken that long.
  expect(Math.max(...slow)).toBeLessThan(4_000);
});
