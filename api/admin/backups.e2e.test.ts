import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createGiven, data, platformUrl, unique, unusedId } from '../../test/helpers/given.js';
import { until } from '../../test/helpers/until.js';

// What a backup holds, and that it can be restored, is in test/operations/backup.e2e.test.ts.
const given = createGiven(platformUrl());
const path = '/api/v1/admin/backups';
const folderOf = (id: string): string => join(process.env.TEST_PLATFORM_DATA ?? '', 'backups', id);

test('a backup is begun, told of, listed, and deleted with its files', async () => {
  const admin = await given.admin();
  const note = unique('before the upgrade ');
  let begun = await admin.post(path, { note });
  // There is one installation for all tests, and of it one backup at a time.
  await until(async () => {
    if (begun.status === 409) begun = await admin.post(path, { note });
    return begun.status !== 409;
  });
  const { id, jobId } = data(begun, 202) as { id: string; jobId: string };
  const job = await given.finished(admin, jobId);
  expect(job).toMatchObject({ kind: 'backup', status: 'completed', subject: { type: 'backup', id } });

  const backup = data(await admin.get(`${path}/${id}`));
  expect(backup).toMatchObject({ id, jobId, note, status: 'completed', error: null });
  expect(backup.result.documents).toBeGreaterThan(0);
  expect(await readdir(folderOf(id))).toHaveLength(backup.result.files + 1);
  expect(data(await admin.get(`${path}?limit=100`))).toContainEqual(backup);
  expect((await admin.post(`/api/v1/jobs/${jobId}/retry`)).body.code).toBe('CONFLICT');

  expect((await admin.delete(`${path}/${id}`)).status).toBe(200);
  for (const gone of [await admin.get(`${path}/${id}`), await admin.delete(`${path}/${id}`)])
    expect([gone.status, gone.body.code]).toEqual([404, 'NOT_FOUND']);
  expect(JSON.stringify(data(await admin.get(`${path}?limit=100`)))).not.toContain(id);
  await until(() => !existsSync(folderOf(id)));
  const actions = data(await admin.get(`/api/v1/admin/audit-log?target=${id}`)) as { action: string }[];
  expect(actions.map(({ action }) => action)).toEqual(['backup.deleted', 'backup.requested']);
  expect((await admin.get(`${path}/${unusedId()}`)).status).toBe(404);
});
