import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rateLimitCategories } from '../../platform/config/rate-limit.config.js';
import type { WebSite } from '../doubles/web-site.js';
import { startApiProcess, type ApiProcess } from '../helpers/api-process.js';
import { TestClient, type Answer } from '../helpers/client.js';
import { createGiven, data, platformUrl, unique, unusedId } from '../helpers/given.js';
import { startMongoProxy, type MongoProxy } from '../helpers/mongo-proxy.js';
import {
  createChecks,
  isPrivileged,
  nameOf,
  operationsOf,
  readOpenApi,
  type Operation,
} from '../helpers/openapi.js';
import { until } from '../helpers/until.js';
import { calls, prepareCalls } from './calls.js';
import type { Call } from './operation-calls.js';
import { sendCall } from './send-call.js';
import { startContractSite } from './contract-site.js';
import { createWorld, type World } from './world.js';

const given = createGiven(platformUrl());
const document = await readOpenApi();
const operations = operationsOf(document);
const { violations } = createChecks(document);
let site: WebSite;
let world: World;
let admin: TestClient;
/** How each operation is called so that it would succeed; made while everything works. */
let prepared: Map<string, Call>;
beforeAll(async () => {
  site = await startContractSite();
  [world, admin] = await Promise.all([createWorld(given, site), given.admin()]);
  prepared = await prepareCalls(operations.map(nameOf), world);
}, 300_000);
afterAll(() => site?.close());

const callerOf = (operation: Operation): TestClient => (isPrivileged(operation) ? admin : world.client);

/** The same with ids that nothing has; the end users of a bot are the application's own. */
const absent = ({ path }: Operation, { params = {}, ...call }: Call): Call => ({
  ...call,
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      name === 'userId' && path.includes('{chatbotId}') ? value : unusedId(),
    ]),
  ),
});

/** JSON that is too large for most operations, and for those that take many things at once. */
const large = [1_100_000, 11_000_000, 60_000_000].map(
  (size) => () => JSON.stringify({ text: 'x'.repeat(size) }),
);

/** How an error that follows from what an operation is comes about. */
const provoke: Record<number, (operation: Operation, call: Call) => Promise<Answer>> = {
  404: (operation, call) => sendCall(operation, absent(operation, call), callerOf(operation)),
  // The same key for something else.
  409: async (operation) => {
    const headers = { 'Idempotency-Key': unique('key') };
    const call = await calls[nameOf(operation)]!.call(world);
    const first = await sendCall(operation, { ...call, headers }, callerOf(operation));
    if (first.status >= 300) throw new Error(`${first.status}: ${JSON.stringify(first.body)}`);
    const other = await calls[nameOf(operation)]!.call(world);
    return sendCall(operation, { ...call, body: other.body, headers }, callerOf(operation));
  },
  413: async (operation, call) => {
    let answer: Answer | undefined;
    for (const text of large) {
      const headers = { 'Content-Type': 'application/json' };
      answer = await sendCall(operation, { ...call, body: text(), headers }, callerOf(operation));
      if (answer.status === 413) break;
    }
    return answer!;
  },
  415: (operation, call) =>
    sendCall(
      operation,
      { ...call, body: 'text', headers: { 'Content-Type': 'text/plain' } },
      callerOf(operation),
    ),
};
/** Those of whole processes are below: no money, too many requests, a fault of ours, a store that is away. */
const elsewhere = [402, 429, 500, 503];
/** Everybody who is refused, and what is wrong with any request, is in `test/security/access-matrix.e2e.test.ts`. */
const inMatrix = [400, 401, 403];
const untold = [
  // Half a gigabyte of documents would be needed.
  'GET /api/v1/chatbots/{id}/export 413',
  // Only in the very moment of another rotation.
  'POST /api/v1/webhooks/{id}/rotate-secret 409',
];

const cases = operations.flatMap((operation) =>
  Object.keys(operation.responses)
    .map(Number)
    .filter((status) => status >= 400 && !elsewhere.includes(status))
    .filter((status) => !inMatrix.includes(status) || calls[nameOf(operation)]?.errors?.[status])
    .map((status) => [`${nameOf(operation)} ${status}`, status, operation] as const)
    .filter(([name]) => !untold.includes(name)),
);

test.each(cases)('%s is answered as documented', async (_, status, operation) => {
  const own = calls[nameOf(operation)]!.errors?.[status];
  const answer = own
    ? await sendCall(operation, await own(world), callerOf(operation))
    : await provoke[status]!(operation, prepared.get(nameOf(operation))!);
  expect({ status: answer.status, body: answer.status === status ? {} : answer.body }).toEqual({
    status,
    body: {},
  });
  expect(violations(operation.path, operation.method, status, answer.body)).toEqual([]);
});

/** The prepared call at another API process. */
const sendTo = ({ url }: ApiProcess, operation: Operation): Promise<Answer> => {
  const { as, ...call } = prepared.get(nameOf(operation))!;
  return sendCall(operation, call, new TestClient(url, (as ?? callerOf(operation)).headers));
};
const documented = (operation: Operation, { status, body }: Answer) => ({
  name: nameOf(operation),
  status,
  violations: violations(operation.path, operation.method, status, body),
});

const paid = operations.filter(({ responses }) => responses['402']);

test('what only a paid model can do is refused where the budget is used up', async () => {
  const api = await startApiProcess({
    environment: {
      EMBEDDINGS_URL: new URL('/v1', process.env.TEST_DOUBLE_URL).href,
      EMBEDDINGS_MODEL: 'text-embedding-3-small',
    },
  });
  try {
    const there = createGiven(api.url);
    const owner = await there.owner();
    const { client } = owner;
    data(await client.put('/api/v1/budgets', { daily: 0 }));
    const bot = await there.chatbot(owner);
    const poor: World = {
      ...{ ...world, given: there, owner, client, ids: { ...world.ids, chatbot: bot.id } },
      chatbot: async (values) => (await there.chatbot(owner, values)).id,
      knowledgeBase: async (values) => (await there.knowledgeBase(owner, bot.id, values)).id,
      post: async (path, body, status = 201) => data(await client.post(`/api/v1${path}`, body), status),
    };
    expect(paid.length).toBeGreaterThan(3);
    for (const operation of paid) {
      const call = await calls[nameOf(operation)]!.errors![402]!(poor);
      const answer = await sendCall(operation, call, client);
      expect(documented(operation, answer)).toEqual({ name: nameOf(operation), status: 402, violations: [] });
      expect(answer.body.code).toBe('BUDGET_EXCEEDED');
    }
  } finally {
    await api.stop();
  }
}, 120_000);

test('every operation refuses a caller who asks too often', async () => {
  const environment = Object.fromEntries(
    rateLimitCategories.map((name) => [`RATE_LIMIT_${name.toUpperCase()}`, '1/1d']),
  );
  const api = await startApiProcess({ environment, redisDatabase: 1 });
  try {
    for (const operation of operations) {
      let answer = await sendTo(api, operation);
      // Whoever has put an end to their own session is a stranger then, who has a limit too.
      for (let again = 0; answer.status !== 429 && again < 2; again++) answer = await sendTo(api, operation);
      expect(documented(operation, answer)).toEqual({ name: nameOf(operation), status: 429, violations: [] });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  } finally {
    await api.stop();
  }
}, 120_000);

let proxy: MongoProxy;
let behind: ApiProcess;
beforeAll(async () => {
  const ports = JSON.parse(
    readFileSync(join(process.env.TEST_PLATFORM_DATA ?? '', 'services/ports.json'), 'utf8'),
  ) as { mongod: number };
  proxy = await startMongoProxy(ports.mongod);
  behind = await startApiProcess({
    environment: { MONGODB_URL: `mongodb://127.0.0.1:${proxy.port}/platform?directConnection=true` },
  });
}, 60_000);
afterAll(async () => {
  await behind?.stop();
  await proxy?.stop();
});

/** What was answered otherwise than with this status, or not as documented. */
const otherThan = async (status: number, among: Operation[]) => {
  const answers = await Promise.all(among.map((operation) => sendTo(behind, operation)));
  expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain('secret of the database');
  return among
    .map((operation, index) => documented(operation, answers[index]!))
    .filter((answer) => answer.status !== status || (answer.violations as unknown[]).length > 0);
};
const isHealth = ({ path }: Operation) => path === '/health' || path === '/api/v1/health';

test('a fault of ours is told as one, without its text', async () => {
  proxy.mode = 'broken';
  expect(
    await otherThan(
      500,
      operations.filter((one) => !isHealth(one)),
    ),
  ).toEqual([]);
  expect(await otherThan(503, operations.filter(isHealth))).toEqual([]);
}, 120_000);

test('a store that is away is told as that, and everything works again when it is back', async () => {
  proxy.mode = 'cut';
  expect(await otherThan(503, operations)).toEqual([]);
  proxy.mode = 'sound';
  await until(async () => (await new TestClient(behind.url).get('/health')).status === 200);
  const reads = operations.filter(
    ({ method, responses }) =>
      method === 'GET' && Object.keys(responses['200']?.content ?? {}).join() === 'application/json',
  );
  expect(await otherThan(200, reads)).toEqual([]);
}, 120_000);
