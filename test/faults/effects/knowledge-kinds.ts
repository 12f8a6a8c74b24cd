import { expect } from '@jest/globals';
import { scheduleIdOf } from '../../../knowledge/refresh/refresh-schedules.js';
import { page } from '../../doubles/web-site.js';
import { data, unique, type Member } from '../../helpers/given.js';
import { eventually, expectCleared } from '../../helpers/leftovers.js';
import { hasEnded, jobWhen, notFoundOnce, upload } from '../collection.js';
import { disagreement, noDisagreement } from '../stores.js';
import type { Kind, Workplace } from './kind.js';

const documents = 2;

/** Two documents, the word of each of which is found nowhere else. */
function filesWith(marker: string, sentences = 2): { form: FormData; words: string[] } {
  const form = new FormData();
  const words = Array.from({ length: documents }, (_, n) => `${marker}${'abcdefgh'[n]}zz`);
  for (const [n, word] of words.entries()) {
    const text = Array.from(
      { length: sentences },
      (_, k) => `Sentence ${k} of ${marker} tells about matter ${n} at length.`,
    );
    form.append('file', new Blob([`# Report ${n}\n\nIts word is ${word}. ${text.join(' ')}\n`]), `${n}.md`);
  }
  return { form, words };
}

/** Letters only, with an end that no stemmer takes away. */
const newMarker = (): string => `m${unique('').replace(/\d/g, (digit) => 'bcdfghjklm'[Number(digit)]!)}x`;

async function baseOf({
  given,
}: Workplace): Promise<{ owner: Member; baseId: string; organizationId: string }> {
  const owner = await given.owner();
  const { id } = await given.knowledgeBase(owner, (await given.chatbot(owner)).id);
  return { owner, baseId: id, organizationId: owner.user.organizationId };
}

const expectDone = (job: unknown, total: number) =>
  expect(job).toMatchObject({
    status: 'completed',
    progress: { total, done: total, failed: 0, skipped: 0 },
  });

const ingest: Kind = {
  name: 'ingestion',
  sideBySide: 2,
  async prepare(bench) {
    const { owner, baseId, organizationId } = await baseOf(bench);
    const marker = newMarker();
    const { form, words } = filesWith(marker);
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        jobId = await upload(owner.client, baseId, form);
        subject.know(jobId);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        const { stores } = bench;
        expectDone(await jobWhen(owner.client, jobId, hasEnded), documents);
        expect((await stores.itemsOf(baseId)).map(({ status }) => status)).toEqual(['ready', 'ready']);
        expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
        expect(await notFoundOnce(owner.client, baseId, words)).toEqual([]);
        await expectCleared(stores.db.collection('keptVectors'), jobId);
      },
    };
  },
};

const reindex: Kind = {
  name: 'reindexing',
  sideBySide: 2,
  textsDiffer: true,
  async prepare(bench) {
    const { owner, baseId, organizationId } = await baseOf(bench);
    const marker = newMarker();
    const { form, words } = filesWith(marker, 12);
    await jobWhen(owner.client, await upload(owner.client, baseId, form), hasEnded);
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        const at = `/api/v1/knowledge-bases/${baseId}/reindex`;
        jobId = data(await owner.client.post(at, { chunking: { size: 64, overlap: 0 } }), 202).jobId;
        subject.know(jobId);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        const { stores } = bench;
        const job = await jobWhen(owner.client, jobId, hasEnded);
        expectDone(job, documents);
        expect(job.result).toEqual({ generation: 2 });
        expect(await notFoundOnce(owner.client, baseId, words)).toEqual([]);
        const waiting = stores.db.collection('knowledgeTombstones');
        // Readers of the old index are not waited for here.
        await waiting.updateMany({ organizationId, isReplaced: true }, { $set: { dueAt: null } });
        await eventually(async () => {
          expect(await disagreement(stores, baseId)).toEqual(noDisagreement);
          expect(await waiting.countDocuments({ organizationId })).toBe(0);
        }, 60_000);
        await expectCleared(stores.db.collection('keptVectors'), jobId);
      },
    };
  },
};

const refresh: Kind = {
  name: 'scheduled refresh',
  async prepare(bench) {
    const { owner, baseId, organizationId } = await baseOf(bench);
    const marker = newMarker();
    const path = `/${marker}`;
    const items = `/api/v1/knowledge-bases/${baseId}/items`;
    bench.site.set({ [path]: page('Page', `The ${marker} of yesterday.`) });
    const url = bench.site.url(path);
    const added = data(await owner.client.post(items, { url, refresh: 'monthly' }), 202);
    await jobWhen(owner.client, added.jobId, hasEnded);
    const itemId = added.items[0].id as string;
    bench.site.set({ [path]: page('Page', `The ${marker} of today, which is another one.`) });
    const jobs = async () => data(await owner.client.get('/api/v1/jobs?kind=ingest'));
    const finished = async () => {
      for (;;) {
        const all = await jobs().catch(() => []);
        if (all.length === 2 && all.every(hasEnded)) return all;
        await new Promise((done) => setTimeout(done, 100));
      }
    };
    return {
      ...{ organizationId, marker },
      async start(subject) {
        subject.know(itemId);
        await bench.temporal.schedule.getHandle(scheduleIdOf(itemId)).trigger();
      },
      finish: async () => void (await finished()),
      async check() {
        const [job] = (await finished()).filter(({ purpose }: { purpose: string }) => purpose === 'refresh');
        expectDone(job, 1);
        expect(data(await owner.client.get(`${items}/${itemId}`))).toMatchObject({
          status: 'ready',
          revision: 2,
        });
        await eventually(async () =>
          expect(await disagreement(bench.stores, baseId)).toEqual(noDisagreement),
        );
      },
    };
  },
};

export const knowledgeKinds = [ingest, reindex, refresh];
