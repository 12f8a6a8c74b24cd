import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { WebSite } from '../doubles/web-site.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { createInstallation } from '../helpers/installation.js';
import { temporalAddress } from '../helpers/stores.js';
import { createWebhook, ledgerOf, settledLog } from '../helpers/webhooks.js';
import { generateDocuments, hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { disagreement, noDisagreement, openStoresAt, type Stores } from './stores.js';
import { startTcpProxy, type TcpFault, type TcpProxy } from './tcp-proxy.js';

const documents = 6;
/** How long a fault lasts. */
const faultMs = 6_000;
/** Nobody waits longer for an answer, whatever is wrong. */
const longestRequestMs = 30_000;
/** So long after a fault everything goes on. */
const recoveryMs = 30_000;

/** Two parts of the platform with a network between them. */
const pairs = [
  ...[
    'api → mongo',
    'api → redis',
    'api → temporal',
    'worker → mongo',
    'worker → redis',
    'worker → temporal',
  ],
  ...['worker → provider', 'queues → mongo', 'queues → redis', 'queues → temporal', 'queues → receiver'],
] as const;
type Pair = string;
const faults: TcpFault[] = [
  { kind: 'cut' },
  { kind: 'reset' },
  { kind: 'silent' },
  { kind: 'latency', ms: 250 },
  { kind: 'bandwidth', bytesPerSecond: 20_000 },
];

let installation: Awaited<ReturnType<typeof createInstallation>>;
let double: OpenAiDouble;
let receiver: WebSite;
let stores: Stores;
let url: string;
let given: ReturnType<typeof createGiven>;
const proxies = new Map<Pair, TcpProxy>();
const portOf = (pair: Pair): number => proxies.get(pair)!.port;

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  receiver = await new WebSite({ '/hook': 'thanks' }).start();
  const receiverProxy = await startTcpProxy(receiver.port);
  installation = await createInstallation({
    OPENAI_API_KEY: 'test-key',
    EMBEDDINGS_URL: double.url,
    EMBEDDINGS_MODEL: 'text-embedding-3-small',
    OUTBOUND_ALLOW: `127.0.0.1:${receiverProxy.port}`,
    WEBHOOK_RETRY_DELAYS: Array(30).fill('1s').join(','),
    WEBHOOK_TIMEOUT_SECONDS: '3',
  });
  const targets: Record<string, number> = {
    mongo: Number(new URL(installation.mongoUrl).port),
    redis: Number(new URL(installation.redisUrl).port),
    temporal: Number(temporalAddress().split(':')[1]),
    provider: double.port,
  };
  proxies.set('queues → receiver', receiverProxy);
  for (const pair of pairs)
    if (!proxies.has(pair)) proxies.set(pair, await startTcpProxy(targets[pair.split(' → ')[1]!]!));
  const { pathname } = new URL(installation.mongoUrl);
  const start = (kind: 'api' | 'worker' | 'queues') =>
    installation.supervise(kind, {
      MONGODB_URL: `mongodb://127.0.0.1:${portOf(`${kind} → mongo`)}${pathname}?directConnection=true`,
      REDIS_URL: `redis://127.0.0.1:${portOf(`${kind} → redis`)}/13`,
      TEMPORAL_ADDRESS: `127.0.0.1:${portOf(`${kind} → temporal`)}`,
      ...(kind === 'worker' ? { EMBEDDINGS_URL: `http://127.0.0.1:${portOf('worker → provider')}/v1` } : {}),
    });
  ({ url } = await start('api'));
  await Promise.all([start('worker'), start('queues')]);
  given = createGiven(url);
  stores = await openStoresAt(installation);
}, 240_000);
afterAll(async () => {
  await stores?.close();
  await installation?.close();
  await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
  await Promise.all([double?.close(), receiver?.close()]);
}, 60_000);

let me: Member;
beforeEach(async () => {
  me = await given.owner();
  receiver.forget();
});

const serviceOf: Record<string, string> = { mongo: 'mongodb', redis: 'redis', temporal: 'temporal' };

/** Notes what `/health` tells until it is stopped. */
function watchServices(): { stop(): Promise<{ statuses: Set<number>; unhealthy: Set<string> }> } {
  const seen = { statuses: new Set<number>(), unhealthy: new Set<string>() };
  let isOver = false;
  const loop = (async () => {
    while (!isOver) {
      const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(longestRequestMs) });
      const { services } = (await answer.json()) as { services: Record<string, { status: string }> };
      seen.statuses.add(answer.status);
      for (const [name, { status }] of Object.entries(services))
        if (status !== 'healthy') seen.unhealthy.add(name);
      await sleep(200);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await loop;
      return seen;
    },
  };
}

interface Answered {
  text: string;
  status: number;
  ms: number;
}

/** Asks one question after the other until it is stopped; 0 stands for an answer that never came. */
function keepAsking(path: string): { stop(): Promise<Answered[]> } {
  const answers: Answered[] = [];
  let isOver = false;
  const ask = async (): Promise<void> => {
    const text = `How many rooms does the ${unique('house')} have?`;
    const begun = Date.now();
    const status = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...me.client.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ message: text }),
      signal: AbortSignal.timeout(longestRequestMs),
    }).then(
      async (response) => {
        await response.text();
        return response.status;
      },
      () => 0,
    );
    answers.push({ text, status, ms: Date.now() - begun });
  };
  const loop = (async () => {
    while (!isOver) {
      await ask();
      await sleep(150);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await loop;
      return answers;
    },
  };
}

const textOf = (fault: TcpFault): string =>
  fault.kind === 'latency'
    ? `latency of ${fault.ms} ms`
    : fault.kind === 'bandwidth'
      ? `${fault.bytesPerSecond} bytes a second`
      : fault.kind;
const cases = pairs.flatMap((pair) => faults.map((fault) => [pair, textOf(fault), fault] as const));
const figures: string[] = [];
afterAll(() => void process.stderr.write(`${figures.join('\n')}\n`));

test.each(cases)(
  '%s, %s: nothing is lost or done twice, and everything goes on',
  async (pair, text, fault) => {
    const proxy = proxies.get(pair)!;
    const bot = await given.chatbot(me, { model: { provider: 'local' } });
    const { id: baseId } = await given.knowledgeBase(me, bot.id);
    const hook = await createWebhook(
      me,
      { url: () => `http://127.0.0.1:${portOf('queues → receiver')}/hook` } as WebSite,
      {
        events: ['chatbot.created'],
      },
    );
    const { form, words } = generateDocuments(documents);
    const health = watchServices();
    const talk = keepAsking(`/api/v1/chatbots/${bot.id}/conversation`);
    const jobId = await upload(me.client, baseId, form);
    const created = [(await given.chatbot(me)).name];

    proxy.fault = fault;
    // What is made while something is wrong is perhaps refused, or made without its maker hearing of it.
    const making = me.client
      .post('/api/v1/chatbots', { name: unique('bot') }, { 'Idempotency-Key': unique('key') })
      .catch(() => undefined);
    await sleep(faultMs);
    proxy.fault = { kind: 'none' };
    const over = Date.now();
    const made = await making;

    const job = await jobWhen(me.client, jobId, hasEnded, { timeoutMs: recoveryMs });
    expect(job).toMatchObject({
      status: 'completed',
      progress: { total: documents, done: documents, failed: 0, skipped: 0 },
    });
    const jobAfterMs = Date.now() - over;
    // The last answers belong to the time after it.
    const deadline = Date.now() + recoveryMs;
    let log: { state: string }[] = [];
    do {
      log = await settledLog(me.client, hook.id, created.length);
    } while (log.some(({ state }) => state !== 'delivered') && Date.now() < deadline);
    const hookAfterMs = Date.now() - over;
    const last = data(
      await me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message: 'Are you there?' }),
    );
    expect(last.message).not.toBe('');
    const answers = await talk.stop();
    const seen = await health.stop();

    expect(answers.filter(({ status }) => status === 0)).toEqual([]);
    const longest = Math.max(...answers.map(({ ms }) => ms));
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    for (const { text: question, status } of answers) {
      const turns = await stores.db.collection('turns').countDocuments({ chatbotId: bot.id, question });
      // Who was told that it failed may have asked in vain, or not; who was answered has asked once.
      expect([question, turns]).toEqual([question, status === 200 ? 1 : expect.any(Number)]);
      expect(turns).toBeLessThanOrEqual(1);
    }
    // Whatever is away is told to be, and nothing else; requests are served without all but the database.
    const isAway = pair.startsWith('api → ') && ['cut', 'reset', 'silent'].includes(fault.kind);
    const service = serviceOf[pair.split(' → ')[1]!]!;
    expect([...seen.unhealthy]).toEqual(isAway ? [service] : []);
    expect([...seen.statuses].sort()).toEqual(isAway && service === 'mongodb' ? [200, 503] : [200]);
    expect((await fetch(`${url}/health`)).status).toBe(200);

    expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
    expect(await notFoundOnce(me.client, baseId, words)).toEqual([]);
    const bots: { name: string }[] = data(await me.client.get('/api/v1/chatbots?limit=100'));
    expect(new Set(bots.map(({ name }) => name)).size).toBe(bots.length);
    expect(bots.length - 2).toBeLessThanOrEqual(1);
    if (made?.status === 201) expect(bots.length).toBe(3);
    const ids = new Set(ledgerOf(receiver).map(({ id }) => id));
    expect(ids.size).toBe(bots.length - 1);
    figures.push(
      `${pair}, ${text}: job +${jobAfterMs} ms, webhook +${hookAfterMs} ms, longest answer ${longest} ms, ${answers.filter(({ status }) => status !== 200).length} of ${answers.length} refused, health ${[...seen.statuses].join(' ')} ${[...seen.unhealthy].join(' ')}`,
    );
  },
  180_000,
);
