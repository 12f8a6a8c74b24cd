// `npm run replay:record`: runs jobs on a platform of its own and keeps their Temporal histories in test/replay; with
// names, `npm run replay:record -- refresh-started`, those alone. Record anew only when a workflow changed on purpose, and keep the old files while jobs
// that began before the change may still be running: give those another name first.
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createSite } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const { History } = proto.temporal.api.history.v1;
const target = 'test/replay';
const dataDir = mkdtempSync(join(tmpdir(), 'record-'));
const adminPassword = 'administrator of the recording';

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
const url = `http://127.0.0.1:${await freePort()}`;
const site = createSite((request, response) => {
  const isPage = request.url === '/page';
  response
    .writeHead(isPage ? 200 : 404, { 'Content-Type': 'text/html' })
    .end(isPage ? '<p>Recorded page</p>' : '');
}).listen(0, '127.0.0.1');
await new Promise((done) => site.once('listening', done));
/** As much of OpenAI as one fine-tuning needs; what it makes is ready when it was asked for three times. */
const tuned = { id: 'ftjob-recorded', status: 'queued', metadata: {}, polls: 0 };
const openAi = createSite((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part));
  request.on('end', () => {
    const path = request.url.split('?')[0];
    const json = (value) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/v1/chat/completions') {
      const choice = { index: 0, delta: { content: 'Recorded' }, finish_reason: 'stop' };
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      return response.end(`data: ${JSON.stringify({ id: 'c', choices: [choice] })}\n\ndata: [DONE]\n\n`);
    }
    if (path === '/v1/embeddings')
      return json({
        data: JSON.parse(body).input.map((_, index) => ({ index, embedding: [1, index + 1, 2, 3] })),
        usage: { prompt_tokens: 1 },
      });
    if (request.method === 'GET' && ['/v1/files', '/v1/fine_tuning/jobs'].includes(path))
      return json({ data: [] });
    if (path.endsWith('/events')) return json({ data: [] });
    if (path.startsWith('/v1/files')) return json({ id: 'file-recorded', filename: 'recorded.jsonl' });
    if (request.method === 'GET' && ++tuned.polls === 3)
      Object.assign(tuned, {
        status: 'succeeded',
        fine_tuned_model: 'ft:gpt-4.1-recorded',
        trained_tokens: 100,
      });
    return json(tuned);
  });
}).listen(0, '127.0.0.1');
await new Promise((done) => openAi.once('listening', done));
const siteHost = `127.0.0.1:${site.address().port}`;
const platform = spawn(process.execPath, ['dist/start.js'], {
  env: {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: new URL(url).port,
    DEMO: '0',
    ADMIN_PASSWORD: adminPassword,
    OUTBOUND_ALLOW: siteHost,
    RATE_LIMIT_READ: '100000/1m',
    RATE_LIMIT_MANAGEMENT: '100000/1m',
    RATE_LIMIT_CONVERSATION: '100000/1m',
    RATE_LIMIT_ADMIN: '100000/1m',
    OPENAI_API_KEY: 'recorded',
    OPENAI_BASE_URL: `http://127.0.0.1:${openAi.address().port}/v1`,
    FINE_TUNING_POLL_SECONDS: '0.2',
    BACKUP_PART_MEGABYTES: '0.01',
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const ended = new Promise((done) => platform.once('exit', done));

const isUp = () =>
  fetch(`${url}/health`)
    .then((answer) => answer.ok)
    .catch(() => false);
while (!(await isUp())) await sleep(200);

let token;
const call = async (method, path, body) => {
  const isForm = body instanceof FormData;
  const headers = {
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}),
  };
  const sent = isForm ? body : body && JSON.stringify(body);
  const isWhole = path.startsWith('/api/');
  const answer = await fetch(`${url}${isWhole ? '' : '/api/v1'}${path}`, { method, headers, body: sent });
  const whole = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(whole)}`);
  return isWhole ? whole : whole.data;
};

/** Names of machines and paths on them are no part of what happened. */
const anonymous = (key, value) => {
  if (key === 'identity') return 'platform';
  if (key === 'name' && /^\d+@/.test(value)) return 'sticky';
  return key === 'stackTrace' ? '' : value;
};

const newBase = async (name) => {
  const bot = await call('POST', '/chatbots', { name });
  return call('POST', `/chatbots/${bot.id}/knowledge-bases`, { name: 'Recorded' });
};
/** Begins to take documents in, the first of them empty; returns the job. */
async function upload(count, base) {
  base ??= await newBase(`Recorded ${count}`);
  const form = new FormData();
  for (let n = 0; n < count; n++)
    form.append('file', new Blob([n ? `Recorded text ${n}` : '']), `recorded-${n}.md`);
  return (await call('POST', `/knowledge-bases/${base.id}/items`, form)).jobId;
}
/** Takes documents in and lets `during` do something to the job. */
async function ingest(count, during = async () => undefined) {
  const jobId = await upload(count);
  await during(jobId);
  return untilEnded(jobId);
}
/** Indexes documents anew and lets `during` do something to the job. */
async function reindex(count, during = async () => undefined) {
  const base = await newBase(`Recorded index of ${count}`);
  await untilEnded(await upload(count, base));
  const { jobId } = await call('POST', `/knowledge-bases/${base.id}/reindex`, {});
  await during(jobId);
  return untilEnded(jobId);
}
async function untilEnded(jobId) {
  for (;;) {
    const job = await call('GET', `/jobs/${jobId}`);
    if (['completed', 'failed', 'cancelled'].includes(job.status)) return job;
    await sleep(100);
  }
}
/** Has a digest made of some messages. */
async function digest() {
  const messages = Array.from({ length: 12 }, (_, n) => ({
    ...{
      id: `m${n}`,
      content: `The recorded deployment number ${n} went well.`,
      created_at: '2026-01-31T10:00:00Z',
    },
    ...{ author_id: 'ann', author_name: 'Ann' },
  }));
  const { jobId } = await call('POST', '/api/ai/digest', { channelId: 'recorded', messages });
  return untilEnded(jobId);
}
/** Embeds stored messages and lets `during` do something to the job. */
async function embed(count, during = async () => undefined) {
  const ofRecorder = token;
  token = (await call('POST', '/auth/login', { username: 'admin', password: adminPassword })).accessToken;
  const channel = `recorded-${Date.now()}`;
  for (let start = 0; start < count; start += 1_000)
    await call('POST', '/api/ai/messages', {
      messages: Array.from({ length: Math.min(1_000, count - start) }, (_, n) => ({
        ...{ id: `${channel}-${start + n}`, content: `Recorded message ${start + n}`, channel_id: channel },
        ...{ author_id: 'ann', author_name: 'Ann', created_at: '2026-01-31T10:00:00Z' },
      })),
    });
  const { jobId } = await call('POST', '/api/admin/embeddings/generate', {});
  await during(jobId);
  const job = await untilEnded(jobId);
  token = ofRecorder;
  return job;
}
/** A channel that is digested on a schedule; returns the workflow that the schedule started. */
async function digestOnSchedule(client) {
  const schedule = { channelId: 'recorded', timezone: 'UTC', enabled: true };
  await call('PUT', '/api/ai/digest/schedule', schedule);
  let handle;
  for await (const { scheduleId } of client.schedule.list())
    if (scheduleId.startsWith('digest-schedule-')) handle = client.schedule.getHandle(scheduleId);
  await handle.trigger();
  return startedBy(handle);
}
/** A page that is refreshed on a schedule; returns the workflow that the schedule started. */
async function refresh(client) {
  const bot = await call('POST', '/chatbots', { name: 'Recorded page' });
  const base = await call('POST', `/chatbots/${bot.id}/knowledge-bases`, { name: 'Recorded' });
  const page = { url: `http://${siteHost}/page`, refresh: 'daily' };
  const { items, jobId } = await call('POST', `/knowledge-bases/${base.id}/items`, page);
  while ((await call('GET', `/jobs/${jobId}`)).status !== 'completed') await sleep(100);
  const schedule = client.schedule.getHandle(`refresh-${items[0].id}`);
  await schedule.trigger();
  return startedBy(schedule);
}
async function startedBy(schedule) {
  for (;;) {
    const { recentActions } = (await schedule.describe()).info;
    const { workflow } = recentActions[0]?.action ?? {};
    if (workflow) return { workflowId: workflow.workflowId, runId: workflow.firstExecutionRunId };
    await sleep(100);
  }
}
/** A user with work under way is deleted, which has to wait for it. */
async function deleteUser() {
  const ofRecorder = token;
  const leaver = { username: 'leaver', email: 'leaver@example.org', password: 'will be deleted' };
  const { accessToken, user } = await call('POST', '/auth/register', leaver);
  token = accessToken;
  await untilBegun(await upload(200));
  token = (await call('POST', '/auth/login', { username: 'admin', password: adminPassword })).accessToken;
  const { jobId } = await call('DELETE', `/admin/users/${user.id}`);
  const job = await untilEnded(jobId);
  token = ofRecorder;
  return job;
}
/** Trains a bot on examples of three intents, and lets `during` do something to the job. */
async function train(count, during = async () => undefined, config = {}) {
  const bot = await call('POST', '/chatbots', { name: `Recorded training ${count}` });
  const examples = Array.from({ length: count }, (_, n) => ({
    input: `Recorded question ${n} about ${['parcels', 'refunds', 'doors'][n % 3]}`,
    intent: `recorded-${n % 3}`,
    ...(config.method ? { output: `Recorded answer ${n}` } : {}),
  }));
  const set = await call('POST', `/chatbots/${bot.id}/training/datasets`, { name: 'Recorded', examples });
  const { jobId } = await call('POST', `/chatbots/${bot.id}/training/sessions`, {
    datasetId: set.id,
    config,
  });
  await during(jobId);
  return untilEnded(jobId);
}
/** Lets a bot learn so many answers, and `during` do something to the job. */
async function learn(count, during = async () => undefined) {
  const bot = await call('POST', '/chatbots', { name: `Recorded learning ${count}` });
  for (let n = 0; n < count; n++) {
    const item = { question: `Recorded question ${n}?`, answer: `Recorded answer ${n}.` };
    const { id } = await call('POST', `/chatbots/${bot.id}/learning`, item);
    await call('PUT', `/learning/${id}/status`, { status: 'approved' });
  }
  const { jobId } = await call('POST', `/chatbots/${bot.id}/learning/apply`, {});
  await during(jobId);
  return untilEnded(jobId);
}
/** Proposes what a bot could not answer. */
async function generate(count) {
  const bot = await call('POST', '/chatbots', { name: 'Recorded questions', model: { provider: 'local' } });
  for (let n = 0; n < count; n++) {
    const message = `Recorded question ${n} about ${['parcels', 'refunds', 'doors'][n % 3]}?`;
    await call('POST', `/chatbots/${bot.id}/conversation`, { message });
  }
  const { jobId } = await call('POST', `/chatbots/${bot.id}/learning/generate`, {});
  return untilEnded(jobId);
}
/** Asks a bot so many questions, and lets `during` do something to the job. */
async function evaluate(count, during = async () => undefined) {
  const bot = await call('POST', '/chatbots', {
    name: `Recorded evaluation ${count}`,
    model: { provider: 'local' },
  });
  const cases = Array.from({ length: count }, (_, n) => ({
    question: `Recorded question ${n}?`,
    expected: 'An answer',
  }));
  const { jobId } = await call('POST', `/chatbots/${bot.id}/evaluations`, { cases });
  await during(jobId);
  return untilEnded(jobId);
}
/** Moderates so many contents and lets `during` do something to the job. */
async function moderate(count, during = async () => undefined) {
  const items = Array.from({ length: count }, (_, n) => ({
    ...{ contentId: `recorded-${count}-${n}`, contentType: 'text', content: `Recorded content ${n}` },
  }));
  const jobId = await moderation('batch/jobs', { items }).then((answer) => answer.jobId);
  await during(jobId);
  return untilEnded(jobId);
}
/** Has stored messages of a channel moderated. */
async function moderateSelected(count) {
  const messages = Array.from({ length: count }, (_, n) => ({
    ...{ id: `selected-${n}`, content: `Recorded message ${n}`, channel_id: 'selected' },
    ...{ author_id: 'ann', author_name: 'Ann', created_at: '2026-01-31T10:00:00Z' },
  }));
  for (let start = 0; start < count; start += 1_000)
    await call('POST', '/api/ai/messages', { messages: messages.slice(start, start + 1_000) });
  const { jobId } = await moderation('batch/jobs', { selection: { channelId: 'selected' } });
  return untilEnded(jobId);
}
/** Mutes somebody for a minute; returns the timer's workflow. */
async function mute() {
  const ofRecorder = token;
  const administrator = { username: 'admin', password: adminPassword };
  const session = await call('POST', '/auth/login', administrator);
  token = session.accessToken;
  const body = { action: 'mute', targetUserId: 'recorded', moderatorId: session.user.id, duration: 1 };
  const { actionId } = await moderation('actions', body);
  token = ofRecorder;
  return { workflowId: `moderation-expiry-${actionId}` };
}
/** Backs the installation with some documents up and lets `during` do something to the job. */
async function backUp(documents, during = async () => undefined) {
  await untilEnded(await upload(documents));
  const ofRecorder = token;
  token = (await call('POST', '/auth/login', { username: 'admin', password: adminPassword })).accessToken;
  const { jobId } = await call('POST', '/admin/backups', {});
  await during(jobId);
  const job = await untilEnded(jobId);
  token = ofRecorder;
  return job;
}
const moderation = async (path, body) => {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/api/moderation/${path}`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body) },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};
const untilBegun = async (jobId) => {
  while ((await call('GET', `/jobs/${jobId}`)).progress.done === 0) await sleep(20);
};

try {
  const account = { username: 'recorder', email: 'recorder@example.org', password: 'records histories' };
  ({ accessToken: token } = await call('POST', '/auth/register', account));
  const { temporal } = JSON.parse(readFileSync(join(dataDir, 'services', 'ports.json'), 'utf8'));
  const connection = await Connection.connect({ address: `127.0.0.1:${temporal}` });
  const client = new Client({ connection });
  const { workflow } = client;
  const recipes = {
    'ingest-completed': () => ingest(90),
    'ingest-cancelled': () =>
      ingest(300, async (jobId) => {
        await untilBegun(jobId);
        await call('POST', `/jobs/${jobId}/cancel`);
      }),
    'ingest-paused': () =>
      ingest(250, async (jobId) => {
        await untilBegun(jobId);
        await call('POST', `/jobs/${jobId}/pause`);
        while ((await call('GET', `/jobs/${jobId}`)).status !== 'paused') await sleep(20);
        await call('POST', `/jobs/${jobId}/resume`);
      }),
    'reindex-completed': () => reindex(60),
    'reindex-cancelled': () =>
      reindex(200, async (jobId) => {
        await untilBegun(jobId);
        await call('POST', `/jobs/${jobId}/cancel`);
      }),
    'digest-completed': () => digest(),
    'embeddings-completed': () => embed(1_200),
    'embeddings-cancelled': () =>
      embed(4_000, async (jobId) => {
        await untilBegun(jobId);
        await call('POST', `/jobs/${jobId}/cancel`);
      }),
    'moderation-batch-completed': () => moderate(120),
    'moderation-batch-cancelled': () =>
      moderate(2_000, async (jobId) => {
        await untilBegun(jobId);
        await call('POST', `/jobs/${jobId}/cancel`);
      }),
    'moderation-batch-selected': () => moderateSelected(1_200),
    'moderation-expiry-ended': () => mute(),
    'refresh-started': () => refresh(client),
    'scheduled-digest-started': () => digestOnSchedule(client),
    'user-deletion-completed': () => deleteUser(),
    'training-completed': () => train(300),
    'training-fine-tuned': () =>
      train(14, undefined, { method: 'fine-tuning', model: 'gpt-4.1-mini-2025-04-14' }),
    'training-cancelled': () =>
      train(6_000, async (jobId) => {
        while ((await call('GET', `/jobs/${jobId}`)).stage !== 'embedding') await sleep(20);
        await call('POST', `/jobs/${jobId}/cancel`);
      }),
    'backup-completed': () => backUp(30),
    'backup-cancelled': () =>
      backUp(150, async (jobId) => {
        await untilBegun(jobId);
        await call('POST', `/jobs/${jobId}/cancel`);
      }),
    'learning-applied': () => learn(12),
    'learning-cancelled': () => learn(60, (jobId) => call('POST', `/jobs/${jobId}/cancel`)),
    'learning-generated': () => generate(9),
    'evaluation-completed': () => evaluate(10),
    'evaluation-cancelled': () =>
      evaluate(600, async (jobId) => {
        await untilBegun(jobId);
        await call('POST', `/jobs/${jobId}/cancel`);
      }),
  };
  const wanted = process.argv.slice(2);
  for (const [name, make] of Object.entries(recipes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { workflowId, runId, status, progress } = await make();
    // The job is told its end a moment before the workflow ends.
    await workflow
      .getHandle(workflowId, runId)
      .result()
      .catch(() => undefined);
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    const plain = History.toObject(History.fromObject(history), {
      longs: String,
      enums: String,
      bytes: String,
    });
    writeFileSync(join(target, `${name}.json`), `${JSON.stringify(plain, anonymous, 1)}\n`);
    const counts = progress ? `, ${status}, ${progress.done} of ${progress.total} done` : '';
    console.log(`${name}: ${history.events.length} events${counts}`);
  }
  await connection.close();
} finally {
  platform.kill('SIGTERM');
  await ended;
  openAi.close();
  site.close();
  rmSync(dataDir, { recursive: true, force: true });
}
