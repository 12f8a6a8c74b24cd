// `npm run replay:record`: runs ingestion jobs on a platform of its own and keeps their Temporal histories in
// test/replay. Record anew only when a workflow changed on purpose, and keep the old files while jobs
// that began before the change may still be running: give those another name first.
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const { History } = proto.temporal.api.history.v1;
const target = 'test/replay';
const dataDir = mkdtempSync(join(tmpdir(), 'record-'));

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
const url = `http://127.0.0.1:${await freePort()}`;
const platform = spawn(process.execPath, ['dist/bin/start.js'], {
  env: {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: new URL(url).port,
    DEMO: '0',
    RATE_LIMIT_READ: '100000/1m',
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
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers, body: sent });
  const { data, message } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${message}`);
  return data;
};

/** Names of machines and paths on them are no part of what happened. */
const anonymous = (key, value) => {
  if (key === 'identity') return 'platform';
  if (key === 'name' && /^\d+@/.test(value)) return 'sticky';
  return key === 'stackTrace' ? '' : value;
};

/** Takes documents in, the first of them empty, and lets `during` do something to the job. */
async function ingest(count, during = async () => undefined) {
  const bot = await call('POST', '/chatbots', { name: `Recorded ${count}` });
  const base = await call('POST', `/chatbots/${bot.id}/knowledge-bases`, { name: 'Recorded' });
  const form = new FormData();
  for (let n = 0; n < count; n++)
    form.append('file', new Blob([n ? `Recorded text ${n}` : '']), `recorded-${n}.md`);
  const { jobId } = await call('POST', `/knowledge-bases/${base.id}/items`, form);
  await during(jobId);
  for (;;) {
    const job = await call('GET', `/jobs/${jobId}`);
    if (['completed', 'failed', 'cancelled'].includes(job.status)) return job;
    await sleep(100);
  }
}
const untilBegun = async (jobId) => {
  while ((await call('GET', `/jobs/${jobId}`)).progress.done === 0) await sleep(20);
};

try {
  const account = { username: 'recorder', email: 'recorder@example.org', password: 'records histories' };
  ({ accessToken: token } = await call('POST', '/auth/register', account));
  const jobs = {
    'ingest-completed': await ingest(90),
    'ingest-cancelled': await ingest(300, async (jobId) => {
      await untilBegun(jobId);
      await call('POST', `/jobs/${jobId}/cancel`);
    }),
  };
  const { temporal } = JSON.parse(readFileSync(join(dataDir, 'services', 'ports.json'), 'utf8'));
  const connection = await Connection.connect({ address: `127.0.0.1:${temporal}` });
  const { workflow } = new Client({ connection });
  for (const [name, { workflowId, runId, status, progress }] of Object.entries(jobs)) {
    // The job is told its end a moment before the workflow ends.
    await workflow
      .getHandle(workflowId)
      .result()
      .catch(() => undefined);
    const history = await workflow.getHandle(workflowId, runId).fetchHistory();
    const plain = History.toObject(History.fromObject(history), {
      longs: String,
      enums: String,
      bytes: String,
    });
    writeFileSync(join(target, `${name}.json`), `${JSON.stringify(plain, anonymous, 1)}\n`);
    console.log(
      `${name}: ${status}, ${history.events.length} events, ${progress.done} of ${progress.total} done`,
    );
  }
  await connection.close();
} finally {
  platform.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}
