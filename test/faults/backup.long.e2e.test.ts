import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../helpers/commands.js';
import { createGiven, data } from '../helpers/given.js';
import { startTestPlatform, testEnvironment } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { generateDocuments, hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { size } from './size.js';

const documents = size(100, 400);
const backups = '/api/v1/admin/backups';

let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backups-'));
  environment = {
    DATA_DIR: join(folder, 'first'),
    BACKUP_DIR: join(folder, 'backups'),
    BACKUP_PART_MEGABYTES: '0.01',
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const made = async (): Promise<string[]> =>
  (await readdir(environment.BACKUP_DIR!).catch(() => [])).map((id) => join(environment.BACKUP_DIR!, id));

/** Begins to restore, and is killed when it has written something. */
async function restoreAndDie(from: string, into: string, keys: Record<string, string>): Promise<void> {
  const env = { ...testEnvironment(), ...environment, ...keys };
  const child = spawn(process.execPath, ['dist/restore.js', '--from', from, '--into', into], { env });
  const ended = new Promise((done) => child.once('exit', done));
  child.stdout.on('data', (text: Buffer) => {
    if (text.toString().includes('restoring it')) setTimeout(() => child.kill('SIGKILL'), 150);
  });
  await ended;
}

test('backups are paused, cancelled and made without a platform; a restore that dies is begun again', async () => {
  let platform = await startTestPlatform(environment);
  let keys: Record<string, string>;
  let base: { id: string };
  let member: Awaited<ReturnType<ReturnType<typeof createGiven>['owner']>>;
  const { form, words } = generateDocuments(documents);
  try {
    const given = createGiven(platform.url);
    member = await given.owner();
    base = await given.knowledgeBase(member, (await given.chatbot(member)).id);
    await jobWhen(member.client, await upload(member.client, base.id, form), hasEnded);
    const admin = await given.admin();

    const paused = data(await admin.post(backups, {}), 202);
    await jobWhen(admin, paused.jobId, ({ progress }) => progress.done > 0, { everyMs: 20 });
    data(await admin.post(`/api/v1/jobs/${paused.jobId}/pause`), 202);
    await jobWhen(admin, paused.jobId, ({ status }) => status === 'paused');
    expect((await admin.post(backups, {})).status).toBe(409);
    data(await admin.post(`/api/v1/jobs/${paused.jobId}/resume`), 202);
    const whole = await jobWhen(admin, paused.jobId, hasEnded);
    expect(whole).toMatchObject({ status: 'completed', progress: { failed: 0, skipped: 0 } });

    const cancelled = data(await admin.post(backups, {}), 202);
    await jobWhen(admin, cancelled.jobId, ({ progress }) => progress.done > 0, { everyMs: 20 });
    data(await admin.delete(`${backups}/${cancelled.id}`));
    expect(await jobWhen(admin, cancelled.jobId, hasEnded)).toMatchObject({ status: 'cancelled' });
    await until(async () => (await made()).length === 1);
    keys = {
      BACKUP_KEY: (await readFile(join(environment.DATA_DIR!, 'backup.key'), 'utf8')).trim(),
      ...(JSON.parse(await readFile(join(environment.DATA_DIR!, 'secrets.json'), 'utf8')) as object),
    };
  } finally {
    await platform.stop();
  }

  const earlier = await made();
  const own = await runCommand('backup', [], environment);
  expect(own).toMatchObject({
    code: 0,
    output: expect.stringMatching(/[1-9]\d* documents, [1-9]\d* vectors/),
  });
  const [from = ''] = (await made()).filter((path) => !earlier.includes(path));

  const half = join(folder, 'half');
  await restoreAndDie(from, half, keys);
  const refused = await runCommand('restore', ['--from', from, '--into', half], { ...environment, ...keys });
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('was not finished') });
  await expect(startTestPlatform({ ...environment, ...keys, DATA_DIR: half })).rejects.toThrow(
    'was not finished',
  );

  const into = join(folder, 'second');
  const restore = () => runCommand('restore', ['--from', from, '--into', into], { ...environment, ...keys });
  const restored = await restore();
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('Everything is as it was') });
  expect(await restore()).toMatchObject({ code: 1, output: expect.stringContaining('is not empty') });
  platform = await startTestPlatform({ ...environment, ...keys, DATA_DIR: into });
  try {
    const { username } = member.user as { username: string };
    const given = createGiven(platform.url);
    const session = data(
      await given.anonymous.post('/api/v1/auth/login', { username, password: member.password }),
    );
    expect(await notFoundOnce(given.signedIn(session), base.id, words.slice(0, 25))).toEqual([]);
  } finally {
    await platform.stop();
  }
}, 600_000);
