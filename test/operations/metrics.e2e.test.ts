import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data, type Member } from '../helpers/given.js';
import { freePort, startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';

let double: OpenAiDouble;
let platform: TestPlatform;
let given: ReturnType<typeof createGiven>;
let me: Member;
let bot: { id: string };
let base: { id: string };
let ports: { worker: number; queues: number; receiver: number };

beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  ports = { worker: await freePort(), queues: await freePort(), receiver: await freePort() };
  platform = await startTestPlatform({
    OPENAI_API_KEY: 'test-key',
    OPENAI_BASE_URL: double.url,
    WORKER_METRICS_PORT: String(ports.worker),
    QUEUES_METRICS_PORT: String(ports.queues),
    OUTBOUND_ALLOW: `127.0.0.1:${ports.receiver}`,
    WEBHOOK_RETRY_DELAYS: '100ms',
  });
  // The API is ready before the others are.
  for (const port of [ports.worker, ports.queues])
    await until(() => fetch(`http://127.0.0.1:${port}/health`).then(Boolean, () => false));
  given = createGiven(platform.url);
  me = await given.owner();
  bot = await given.chatbot(me);
  base = await given.knowledgeBase(me, bot.id);
}, 180_000);
afterAll(async () => {
  await platform?.stop();
  await double?.close();
});

type Process = 'api' | 'worker' | 'queues';

async function scrape(process: Process): Promise<string> {
  if (process === 'api') return String((await (await given.admin()).get('/api/v1/metrics')).body);
  const answer = await fetch(`http://127.0.0.1:${ports[process]}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  return answer.text();
}

/** The sum of all series of a metric whose labels contain these. */
async function figure(process: Process, name: string, labels: Record<string, string> = {}): Promise<number> {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return (await scrape(process))
    .split('\n')
    .filter(
      (line) => new RegExp(`^${name}(\\{| )`).test(line) && wanted.every((label) => line.includes(label)),
    )
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

const ask = (message: string) => me.client.post(`/api/v1/chatbots/${bot.id}/conversation`, { message });

test('each process tells its own figures', async () => {
  await until(async () => (await figure('worker', 'temporal_worker_activity_slots')) > 0);
  for (const process of ['api', 'worker', 'queues'] as const)
    expect(await figure(process, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  const health = await fetch(`http://127.0.0.1:${ports.worker}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'healthy' }]);
  expect((await fetch(`http://127.0.0.1:${ports.worker}/else`)).status).toBe(404);
});

test('a job moves the figures of jobs, and those of the embedding model', async () => {
  const labels = { kind: 'ingest' };
  const before = {
    started: await figure('worker', 'jobs_started_total', labels),
    completed: await figure('worker', 'jobs_ended_total', { ...labels, status: 'completed' }),
    done: await figure('worker', 'job_items_total', { ...labels, outcome: 'done' }),
    failed: await figure('worker', 'job_items_total', { ...labels, outcome: 'failed' }),
    calls: await figure('worker', 'model_calls_total', { kind: 'embedding' }),
  };
  await given.documents(me, base.id, {
    'soup.md': 'The canteen serves tomato soup on Mondays.',
    'empty.md': '',
  });
  expect({
    started: await figure('worker', 'jobs_started_total', labels),
    completed: await figure('worker', 'jobs_ended_total', { ...labels, status: 'completed' }),
    done: await figure('worker', 'job_items_total', { ...labels, outcome: 'done' }),
    failed: await figure('worker', 'job_items_total', { ...labels, outcome: 'failed' }),
    calls: await figure('worker', 'model_calls_total', { kind: 'embedding' }),
  }).toEqual({
    started: before.started + 1,
    completed: before.completed + 1,
    done: before.done + 1,
    failed: before.failed + 1,
    // The passage, and its sentences.
    calls: before.calls + 2,
  });
  expect(await figure('worker', 'job_duration_seconds_count', labels)).toBeGreaterThan(0);
  expect(await figure('queues', 'jobs_unfinished')).toBe(0);
});

test('a question moves the figures of retrieval and of the models', async () => {
  double.enqueue({
    for: 'chat',
    text: 'On Mondays [1].',
    usage: { promptTokens: 100, completionTokens: 10 },
  });
  await ask('When does the canteen serve tomato soup?');
  expect(await figure('api', 'retrievals_total', { outcome: 'found' })).toBe(1);
  await ask('What is the capital of the moon?');
  expect(await figure('api', 'retrievals_total', { outcome: 'none' })).toBe(1);
  for (const stage of ['embed', 'search', 'load', 'total'])
    expect(await figure('api', 'retrieval_seconds_count', { stage })).toBe(2);
  expect(await figure('api', 'retrieval_candidates_count')).toBe(2);
  const chat = { kind: 'chat', provider: 'openai' };
  expect(await figure('api', 'model_tokens_total', { ...chat, direction: 'prompt' })).toBeGreaterThan(100);
  expect(await figure('api', 'model_cost_micros_total', chat)).toBeGreaterThan(0);
  expect(await figure('api', 'model_first_token_seconds_count', { provider: 'openai' })).toBe(2);
});

test('a provider that keeps failing shows as an open breaker, and its errors by kind', async () => {
  const open = { provider: 'openai', state: 'open' };
  expect(await figure('api', 'model_breaker_state', open)).toBe(0);
  double.respond(({ path }) => (path === 'chat' ? { status: 500 } : undefined));
  for (let i = 0; i < 2; i++) await ask('When does the canteen serve tomato soup?');
  double.reset();
  expect(await figure('api', 'model_breaker_state', open)).toBe(1);
  expect(await figure('api', 'model_calls_total', { provider: 'openai', outcome: 'unavailable' })).toBe(5);
});

test('events and deletions on their way are counted until they have arrived', async () => {
  expect(await figure('queues', 'events_relayed_total')).toBeGreaterThan(0);
  expect(await scrape('queues')).toContain('queue_jobs{queue="webhooks",state="waiting"}');
  expect(await scrape('queues')).toContain('outbox_documents_pending{collection="turns"}');
  await until(async () => (await figure('queues', 'outbox_oldest_event_seconds')) === 0);
  expect(await scrape('worker')).toMatch(/^tombstones_pending \d/m);
  data(await me.client.delete(`/api/v1/knowledge-bases/${base.id}`));
  await until(async () => (await figure('worker', 'tombstones_pending')) === 0);
});

test('deliveries to webhooks are counted and timed, by how they ended', async () => {
  const figures = async () => ({
    attempts: await figure('queues', 'webhook_attempt_duration_seconds_count', { outcome: 'failure' }),
    failed: await figure('queues', 'webhook_deliveries_total', { state: 'failed' }),
    delivered: await figure('queues', 'webhook_deliveries_total', { state: 'delivered' }),
  });
  const before = await figures();
  const url = `http://127.0.0.1:${ports.receiver}/`;
  const hook = data(await me.client.post('/api/v1/webhooks', { url, events: ['chatbot.created'] }), 201);
  // Nobody listens there.
  await given.chatbot(me);
  await until(async () => (await figures()).failed === before.failed + 1);
  expect(await figures()).toEqual({ ...before, attempts: before.attempts + 2, failed: before.failed + 1 });
  for (const name of ['webhook_deliveries_due', 'webhook_oldest_due_seconds'])
    expect(await scrape('queues')).toMatch(new RegExp(`^${name} 0$`, 'm'));
  data(await me.client.delete(`/api/v1/webhooks/${hook.id}`));
});

test('nothing in the figures names a customer, a bot or a job', async () => {
  for (const process of ['api', 'worker', 'queues'] as const) {
    const text = await scrape(process);
    expect(text).not.toMatch(/"[0-9a-f]{24}"/);
    for (const secret of [bot.id, base.id, me.user.id, me.user.username, 'soup'])
      expect(text).not.toContain(secret);
  }
});
