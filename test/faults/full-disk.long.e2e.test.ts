import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGiven, data, type Member } from '../helpers/given.js';
import { createInstallation } from '../helpers/installation.js';
import { generateDocuments, hasEnded, jobWhen, notFoundOnce, upload } from './collection.js';
import { disagreement, noDisagreement, openStoresAt, type Stores } from './stores.js';

const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
const megabytes = 48;
/** A disk that is really full takes a file system of its own, which only an administrator may mount. */
const isMounted =
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
const ballast = join(folder, 'ballast');
const documents = 12;

afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
});

const free = (): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};
/** Takes all the room that is left. */
function fill(): void {
  const file = openSync(ballast, 'w');
  try {
    for (const part of [Buffer.alloc(1 << 20), Buffer.alloc(4_096)])
      for (;;) {
        try {
          writeSync(file, part);
        } catch {
          break;
        }
      }
  } finally {
    closeSync(file);
  }
}

(isMounted ? describe : describe.skip)(
  'the disk of the data folder is full (needs the right to mount a file system)',
  () => {
    let installation: Awaited<ReturnType<typeof createInstallation>>;
    let stores: Stores;
    let me: Member;
    let baseId: string;
    let url: string;
    beforeAll(async () => {
      installation = await createInstallation({ DATA_DIR: folder });
      const database = { REDIS_URL: installation.redisUrl.replace(/7$/, '15') };
      ({ url } = await installation.supervise('api', database));
      await Promise.all([
        installation.supervise('worker', database),
        installation.supervise('queues', database),
      ]);
      const given = createGiven(url);
      me = await given.owner();
      baseId = (await given.knowledgeBase(me, (await given.chatbot(me)).id)).id;
      stores = await openStoresAt({ mongoUrl: installation.mongoUrl, dataDir: folder });
    }, 180_000);
    afterAll(async () => {
      await stores?.close();
      await installation?.close();
    }, 60_000);

    const expectWhole = async (jobId: string, words: string[]): Promise<void> => {
      expect(await jobWhen(me.client, jobId, hasEnded)).toMatchObject({
        status: 'completed',
        progress: { total: documents, done: documents, failed: 0, skipped: 0 },
      });
      expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
      expect(await notFoundOnce(me.client, baseId, words)).toEqual([]);
    };

    test('a job that finds it full says so, waits, and is finished when there is room; nothing is broken', async () => {
      const first = generateDocuments(documents);
      await expectWhole(await upload(me.client, baseId, first.form), first.words);

      const second = generateDocuments(documents);
      const jobId = await upload(me.client, baseId, second.form);
      fill();
      const waiting = await jobWhen(
        me.client,
        jobId,
        (job) => hasEnded(job) || /space/i.test(String(job.waiting)),
      );
      expect(waiting).toMatchObject({ status: 'running', waiting: expect.stringMatching(/no space/i) });
      // What is stored is found and told meanwhile.
      expect(await notFoundOnce(me.client, baseId, first.words.slice(0, 3))).toEqual([]);
      rmSync(ballast);
      await expectWhole(jobId, second.words);
      expect(await notFoundOnce(me.client, baseId, first.words)).toEqual([]);
    }, 240_000);

    test('an upload that does not fit is refused with a reason, and leaves nothing', async () => {
      const items = `/api/v1/knowledge-bases/${baseId}/items`;
      const before: unknown[] = data(await me.client.get(`${items}?limit=100`));
      fill();
      const refused = await me.client.post(items, generateDocuments(3).form);
      expect([refused.status, refused.body]).toMatchObject([
        503,
        { status: 'error', message: expect.stringMatching(/space/i) },
      ]);
      expect(data(await me.client.get(`${items}?limit=100`))).toHaveLength(before.length);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      rmSync(ballast);
      const third = generateDocuments(documents);
      await expectWhole(await upload(me.client, baseId, third.form), third.words);
    }, 120_000);

    test('the disk did have too little room', () => {
      fill();
      expect(free()).toBe(0);
      expect(() => writeFileSync(join(folder, randomBytes(4).toString('hex')), Buffer.alloc(8_192))).toThrow(
        /ENOSPC/,
      );
      rmSync(ballast);
    });
  },
);
