import { expect } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../../backups/format/manifest.js';
import { verifyBackup } from '../../../backups/restore/verify-backup.js';
import { data, unique } from '../../helpers/given.js';
import { hasEnded, jobWhen } from '../collection.js';
import { eventually } from '../../helpers/leftovers.js';
import type { Kind } from './kind.js';

const backups = '/api/v1/admin/backups';
/** As many as the bench keeps: each one that is completed has the oldest removed. */
export const keptBackups = 2;

const backup: Kind = {
  name: 'backup',
  isAlone: true,
  async prepare({ given, stores, dataDir }) {
    const admin = await given.admin();
    const owner = await given.owner();
    const [marker, organizationId] = [unique('mark'), owner.user.organizationId as string];
    const { id: baseId } = await given.knowledgeBase(owner, (await given.chatbot(owner)).id);
    await given.documents(owner, baseId, { 'one.md': `# One\n\nThe ${marker} of this house.` });
    const make = async () => data(await admin.post(backups, { note: marker }), 202);
    const kept = async () => data(await admin.get(backups)) as { id: string; status: string }[];
    while ((await kept()).length < keptBackups) await given.finished(admin, (await make()).jobId as string);
    const oldest = (await kept()).at(-1)!.id;
    let [id, jobId] = ['', ''];
    return {
      ...{ organizationId, marker },
      async start(subject) {
        subject.know(oldest);
        ({ id, jobId } = await make());
        subject.know(id, jobId);
      },
      finish: async () => void (await jobWhen(admin, jobId, hasEnded)),
      async check() {
        const job = await jobWhen(admin, jobId, hasEnded);
        expect(job).toMatchObject({ status: 'completed', progress: { failed: 0, skipped: 0 } });
        const { status, result } = data(await admin.get(`${backups}/${id}`));
        expect(status).toBe('completed');

        const folder = join(dataDir, 'backups', id);
        const key = Buffer.from((await readFile(join(dataDir, 'backup.key'), 'utf8')).trim(), 'base64');
        const opened = { folder, ...(await readManifest(folder, key)) };
        const { documents, points, originals } = await verifyBackup(opened);
        const countOf = (all: Iterable<{ count: number }>): number =>
          [...all].reduce((sum, { count }) => sum + count, 0);
        expect({
          documents: countOf(documents.values()),
          points: countOf([...points.values()].map(({ checksum }) => checksum)),
          originals,
        }).toEqual({ documents: result.documents, points: result.points, originals: result.originals });
        const items = await stores.db.collection('knowledgeItems').countDocuments();
        expect([documents.get('knowledgeItems')?.count, originals]).toEqual([items, items]);

        await eventually(async () => {
          const names = [...opened.manifest.parts.map(({ name }) => name), 'manifest.json'];
          expect((await readdir(folder)).sort()).toEqual(names.sort());
          expect((await readdir(join(dataDir, 'backups'))).sort()).toEqual(
            (await kept()).map((one) => one.id).sort(),
          );
          expect(await stores.db.collection('backupParts').countDocuments({ backupId: id })).toBe(0);
        });
        expect((await kept()).map((one) => one.id)).not.toContain(oldest);
        const audit = data(await admin.get(`/api/v1/admin/audit-log?target=${oldest}`));
        expect(audit.map(({ action }: { action: string }) => action)).toEqual([
          'backup.deleted',
          'backup.requested',
        ]);
      },
    };
  },
};

export const operationKinds = [backup];
