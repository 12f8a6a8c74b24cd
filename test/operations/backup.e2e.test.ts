import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { TestClient } from '../helpers/client.js';
import { runCommand } from '../helpers/commands.js';
import { found, keptInFiles } from '../helpers/everything-kept.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { createInstallation, type OwnProcess } from '../helpers/installation.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';

const backups = '/api/v1/admin/backups';
const canaries = {
  document: 'kingfisherdocument',
  question: 'nightingalequestion',
  message: 'woodpeckermessage',
  secret: 'goldfinchsecret',
};
const question = `When does the ${canaries.document} ferry leave?`;

let folder: string;
let installation: Awaited<ReturnType<typeof createInstallation>>;
let api: OwnProcess;
let worker: OwnProcess;
/** Of what was restored. */
let platform: TestPlatform | undefined;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backups-'));
  environment = {
    BACKUP_DIR: join(folder, 'backups'),
    // Many parts of little: there is something to be killed in the middle of.
    BACKUP_PART_MEGABYTES: '0.02',
    BACKUP_KEEP: '1',
  };
  installation = await createInstallation(environment);
  api = await installation.start('api');
  [worker] = await Promise.all([installation.start('worker'), installation.start('queues')]);
}, 120_000);
afterAll(async () => {
  await platform?.stop();
  await installation?.close();
  await rm(folder, { recursive: true, force: true });
});

const command = (name: 'backup' | 'restore', args: string[], more: Record<string, string>) =>
  runCommand(name, args, { ...environment, ...more });

interface Furnished {
  member: Member;
  totp: string;
  bot: string;
  base: string;
  pausedJob: string;
}

/** Documents, a talk, messages with vectors, sealed secrets, and a job that rests before it has begun. */
async function furnish(given: ReturnType<typeof createGiven>): Promise<Furnished> {
  const member = await given.owner();
  const { client } = member;
  const { id: bot } = await given.chatbot(member, { model: { provider: 'local' } });
  const { id: base } = await given.knowledgeBase(member, bot);
  await given.documents(member, base, {
    'ferry.md': `# Ferry\n\nThe ${canaries.document} ferry leaves at seven.`,
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`n${n}.md`, `# Note ${n}\n\n${unique('word ')} `.repeat(40)]),
    ),
  });
  await client.post(`/api/v1/chatbots/${bot}/conversation`, { message: canaries.question });
  const message = { content: canaries.message, author_id: 'ada', author_name: 'Ada', channel_id: 'general' };
  data({
    ...(await client.post('/api/ai/messages', {
      messages: [{ ...message, id: unique('m'), created_at: '2026-01-05T09:00:00Z' }],
    })),
    status: 200,
  });
  const admin = await given.admin();
  const { jobId } = (await admin.post('/api/admin/embeddings/generate', {})).body;
  await given.finished(admin, jobId as string);
  const { secret } = data(await client.post('/api/v1/auth/totp/enroll'));
  data(await client.post('/api/v1/auth/totp/confirm', { code: codeOf(secret as string) }));
  await client.post('/api/v1/webhooks', {
    url: `${api.url}/`,
    events: ['*'],
    secret: `${canaries.secret}-${unique()}`,
  });

  process.kill(worker.pid, 'SIGSTOP');
  const form = new FormData();
  for (let n = 0; n < 3; n++)
    form.append('file', new Blob([`The later paper ${n} is about otters.`]), `l${n}.md`);
  const later = data(await client.post(`/api/v1/knowledge-bases/${base}/items`, form), 202);
  data(await client.post(`/api/v1/jobs/${later.jobId}/pause`), 202);
  process.kill(worker.pid, 'SIGCONT');
  return { member, totp: secret as string, bot, base, pausedJob: later.jobId as string };
}
const codeOf = (secret: string) => TOTP.generate({ secret: Secret.fromBase32(secret) });
const partsIn = async (id: string): Promise<string[]> =>
  (await readdir(join(environment.BACKUP_DIR!, id)).catch(() => [])).filter((name) => name.endsWith('.part'));

/** Starts a backup, kills its worker in the middle of it, and waits for its end. */
async function backUpThroughKill(admin: TestClient, given: ReturnType<typeof createGiven>) {
  const headers = { 'Idempotency-Key': unique('key') };
  const first = data(await admin.post(backups, { note: 'Before' }, headers), 202);
  const [repeat, second] = await Promise.all([
    admin.post(backups, { note: 'Before' }, headers),
    admin.post(backups, {}),
  ]);
  expect(data(repeat, 202).id).toBe(first.id);
  expect([second.status, second.body.code]).toEqual([409, 'CONFLICT']);
  const job = async () => data(await admin.get(`/api/v1/jobs/${first.jobId}`));
  await until(async () => (await job()).progress.done >= 5, { everyMs: 50 });
  const written = await partsIn(first.id as string);
  const { progress } = await job();
  expect(progress.done).toBeLessThan(progress.total);
  await worker.kill();
  worker = await installation.start('worker');
  return { id: first.id as string, written, job: await given.finished(admin, first.jobId as string) };
}

test('a backup is whole although its worker is killed, and what is restored of it answers', async () => {
  const given = createGiven(api.url);
  const furnished = await furnish(given);
  const admin = await given.admin();
  const { name, dataDir, mongoUrl: MONGODB_URL, redisUrl: REDIS_URL } = installation;
  const keys = {
    BACKUP_KEY: (await readFile(join(dataDir, 'backup.key'), 'utf8')).trim(),
    ENCRYPTION_KEY: name.padEnd(40, 'k'),
  };

  const asked = await command('backup', [], { DATA_DIR: dataDir, MONGODB_URL, REDIS_URL, ...keys });
  expect(asked).toMatchObject({ code: 0, output: expect.stringContaining('the platform makes the backup') });
  const [byCommand] = data(await admin.get(backups));
  expect(byCommand).toMatchObject({
    status: 'completed',
    note: 'npm run backup',
    result: { missingOriginals: 0 },
  });

  const { id, written, job } = await backUpThroughKill(admin, given);
  const backup = data(await admin.get(`${backups}/${id}`));
  expect([backup.status, backup.error]).toEqual(['completed', null]);
  expect(job).toMatchObject({ status: 'completed', progress: { failed: 0, skipped: 0, percentage: 100 } });
  expect(job.result).toMatchObject({ backupId: id, manifestSha256: backup.result.manifestSha256 });
  // What was finished before was not written again: a part that is written anew has another name.
  const manifest = await readFile(join(environment.BACKUP_DIR!, id, 'manifest.json'));
  const parts = (JSON.parse(manifest.toString()) as { parts: { name: string }[] }).parts.map(
    ({ name }) => name,
  );
  expect(written.length).toBeGreaterThanOrEqual(5);
  expect(parts).toEqual(expect.arrayContaining(written));
  expect((await partsIn(id)).sort()).toEqual([...parts].sort());
  expect(createHash('sha256').update(manifest).digest('hex')).toBe(backup.result.manifestSha256);
  const names = { organization: furnished.member.user.organizationId as string, bot: furnished.bot };
  expect(found({ ...canaries, ...names }, await keptInFiles(environment.BACKUP_DIR!))).toEqual([]);
  // One is kept, so the earlier one went.
  expect(data(await admin.get(backups)).map((one: { id: string }) => one.id)).toEqual([id]);
  expect(await readdir(environment.BACKUP_DIR!)).toEqual([id]);
  const actions = data(await admin.get(`/api/v1/admin/audit-log?target=${byCommand.id}`));
  expect(actions.map(({ action }: { action: string }) => action)).toEqual([
    'backup.deleted',
    'backup.requested',
  ]);

  const into = join(folder, 'restored');
  const from = join(environment.BACKUP_DIR!, id);
  const restore = (more: Record<string, string>) =>
    command('restore', ['--from', from, '--into', into], more);
  expect(await restore({ BACKUP_KEY: keys.BACKUP_KEY })).toMatchObject({
    ...{ code: 1, output: expect.stringContaining('another ENCRYPTION_KEY') },
  });
  const restored = await restore(keys);
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('Everything is as it was') });
  const lines = restored.output.split('\n').filter((line) => /the same$/.test(line));
  for (const name of ['users', 'turns', 'knowledgeChunks', 'vectors of', 'originals'])
    expect(lines.filter((line) => line.startsWith(name)).length).toBeGreaterThan(0);
  expect(restored.output).not.toContain('DIFFERENT');
  expect(restored.output).toContain('Unfinished jobs that go on when the platform starts: 1');

  platform = await startTestPlatform({ ...environment, ...keys, DATA_DIR: into });
  await expectAlive(createGiven(platform.url), furnished);
}, 300_000);

/** Who signs in as before finds everything, also what was under way. */
async function expectAlive(given: ReturnType<typeof createGiven>, { member, totp, bot, ...was }: Furnished) {
  const { username } = member.user as { username: string };
  const { password } = member;
  const login = (more: object) => given.anonymous.post('/api/v1/auth/login', { username, password, ...more });
  expect((await login({})).body.code).toBe('TOTP_REQUIRED');
  // A code is good once, also across the restore.
  let session: { accessToken: string } | undefined;
  await until(
    async () => {
      const answer = await login({ totp: codeOf(totp) });
      session = answer.status === 200 ? (answer.body.data as { accessToken: string }) : undefined;
      return session !== undefined;
    },
    { timeoutMs: 60_000, everyMs: 10_000 },
  );
  const client = given.signedIn(session!);
  const answer = data(await client.post(`/api/v1/chatbots/${bot}/conversation`, { message: question }));
  expect(answer).toMatchObject({ grounded: true, citations: [{ title: 'ferry.md' }] });
  const history = data(await client.get(`/api/v1/chatbots/${bot}/conversation/history`));
  expect(JSON.stringify(history)).toContain(canaries.question);
  const search = await client.post('/api/ai/messages/search', { query: canaries.message });
  expect(JSON.stringify(search.body)).toContain(canaries.message);

  expect(data(await client.get(`/api/v1/jobs/${was.pausedJob}`)).status).toBe('paused');
  data(await client.post(`/api/v1/jobs/${was.pausedJob}/resume`), 202);
  const job = await given.finished(client, was.pausedJob);
  expect(job).toMatchObject({ status: 'completed', progress: { total: 3, done: 3 } });
  const admin = await given.admin();
  expect(data(await admin.get(backups))).toEqual([]);
  expect(data(await admin.get('/api/v1/jobs?kind=backup&status=cancelled'))).toHaveLength(1);
}
