import { expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { digestScheduleIdOf } from '../../../insights/digests/schedules/digest-schedules.js';
import { derivedId } from '../../../platform/ids.js';
import { data, unique } from '../../helpers/given.js';
import { eventually, expectCleared } from '../../helpers/leftovers.js';
import { hasEnded, jobWhen } from '../collection.js';
import type { Kind } from './kind.js';

const count = 3;
const messagesWith = (marker: string, at: (n: number) => string = () => '2026-01-31T10:00:00Z') =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `${marker}-${n}`, content: `Number ${n} of ${marker} was about beans`, channel_id: marker },
    ...{ author_id: `author-${n % 2}`, author_name: 'Ann', created_at: at(n) },
  }));

const exactly = (total: number) => ({
  status: 'completed',
  progress: { total, done: total, failed: 0, skipped: 0 },
});

const embeddings: Kind = {
  name: 'embeddings',
  async prepare({ given, stores }) {
    const admin = await given.admin();
    const owner = await given.owner();
    const [marker, organizationId] = [unique('mark'), owner.user.organizationId as string];
    await owner.client.post('/api/ai/messages', { messages: messagesWith(marker) });
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        const { status, body } = await admin.post('/api/admin/embeddings/generate', {
          userId: owner.user.id,
        });
        expect([status, body.success]).toEqual([status, true]);
        jobId = body.jobId;
        subject.know(jobId);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        expect(await jobWhen(owner.client, jobId, hasEnded)).toMatchObject(exactly(count));
        const path = `/api/admin/embeddings/stats?orgId=${organizationId}`;
        expect((await admin.get(path)).body).toMatchObject({
          coverage: { totalMessages: count, messagesWithEmbeddings: count },
          indexHealth: { totalVectors: count },
        });
        expect(await stores.db.collection('jobItems').countDocuments({ jobId })).toBe(count);
      },
    };
  },
};

const digest: Kind = {
  name: 'digest',
  async prepare({ given, stores }) {
    const owner = await given.owner();
    const [marker, organizationId] = [unique('mark'), owner.user.organizationId as string];
    const jobs = async () => data(await owner.client.get('/api/v1/jobs?kind=digest'));
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        const body = { channelId: marker, messages: messagesWith(marker) };
        // It waits for the digest; who goes finds it later.
        owner.client.post('/api/ai/digest', body).catch(() => undefined);
        while (!jobId) jobId = (await jobs())[0]?.id ?? '';
        subject.know(jobId);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        expect(await jobWhen(owner.client, jobId, hasEnded)).toMatchObject(exactly(1));
        expect(await jobs()).toHaveLength(1);
        const { digests } = (await owner.client.get(`/api/ai/digests?channelId=${marker}`)).body;
        expect(digests).toHaveLength(1);
        await expectCleared(stores.db.collection('paidAnswers'), jobId);
      },
    };
  },
};

const scheduledDigest: Kind = {
  name: 'scheduled digest',
  async prepare({ given, temporal }) {
    const owner = await given.owner();
    const [marker, organizationId] = [unique('mark'), owner.user.organizationId as string];
    // The question to the model tells times and order of the messages; they have to be the same in every work.
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const messages = messagesWith(marker, (n) => `${day}T10:0${n}:00Z`);
    await owner.client.post('/api/ai/messages', { messages });
    const schedule = { channelId: marker, frequency: 'daily', timezone: 'UTC', enabled: true };
    expect((await owner.client.put('/api/ai/digest/schedule', schedule)).status).toBe(200);
    const scheduleId = derivedId('digest-schedule', organizationId, marker);
    const finished = async () => {
      for (;;) {
        const jobs = await owner.client.get('/api/v1/jobs?kind=digest').catch(() => undefined);
        if (jobs?.status === 200 && jobs.body.data.length > 0 && jobs.body.data.every(hasEnded))
          return jobs.body.data;
        await sleep(100);
      }
    };
    return {
      ...{ organizationId, marker },
      async start(subject) {
        subject.know(scheduleId);
        await temporal.schedule.getHandle(digestScheduleIdOf(scheduleId)).trigger();
      },
      finish: async () => void (await finished()),
      async check() {
        expect(await finished()).toMatchObject([exactly(1)]);
        const { digests } = (await owner.client.get(`/api/ai/digests?channelId=${marker}`)).body;
        expect(digests).toMatchObject([{ digest: { stats: { totalMessages: count } } }]);
      },
    };
  },
};

const moderationBatch: Kind = {
  name: 'moderation batch',
  async prepare({ given, stores }) {
    const admin = await given.admin();
    const chief = await given.owner();
    data(await admin.put(`/api/v1/admin/users/${chief.user.id}`, { role: 'moderator' }));
    const [marker, organizationId] = [unique('mark'), chief.user.organizationId as string];
    const items = messagesWith(marker).map(({ id, content }) => ({
      contentId: id,
      contentType: 'text',
      content,
    }));
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        const path = '/api/moderation/batch/jobs';
        jobId = (await chief.client.post(path, { items, maxConcurrency: 1 })).body.jobId;
        subject.know(jobId);
      },
      finish: async () => void (await jobWhen(chief.client, jobId, hasEnded)),
      async check() {
        expect(await jobWhen(chief.client, jobId, hasEnded)).toMatchObject(exactly(count));
        const { body } = await chief.client.get(`/api/moderation/batch/jobs/${jobId}/results`);
        expect(body.total).toBe(count);
        expect(new Set(body.results.map(({ contentId }: { contentId: string }) => contentId)).size).toBe(
          count,
        );
        const decisions = stores.db.collection('moderationDecisions');
        expect(await decisions.countDocuments({ organizationId })).toBe(count);
      },
    };
  },
};

const moderationExpiry: Kind = {
  name: 'moderation expiry',
  async prepare({ given, stores }) {
    const admin = await given.admin();
    const chief = await given.owner();
    data(await admin.put(`/api/v1/admin/users/${chief.user.id}`, { role: 'moderator' }));
    const [marker, organizationId] = [unique('mark'), chief.user.organizationId as string];
    const mute = { moderatorId: chief.user.id, targetUserId: marker, action: 'mute', duration: 60 };
    const { actionId } = (await chief.client.post('/api/moderation/actions', mute)).body;
    const expiries = stores.db.collection<{ _id: string }>('moderationExpiries');
    const expiry = await expiries.findOne({ _id: actionId });
    const copy = { ...expiry, _id: `${actionId}x`, status: 'waiting', createdAt: new Date(0) };
    const log = async () =>
      (await chief.client.get(`/api/moderation/actions?targetUserId=${marker}`)).body.auditLog;
    const isOver = async () => (await log())[0].action === 'unmute';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        subject.know(copy._id);
        // Sooner than anybody may ask for: the sweep makes a timer of it.
        const until = new Date(Date.now() + 500);
        await expiries.insertOne({ ...copy, dueAt: until } as never);
        const muted = { since: new Date(), until, reason: null, actionId: copy._id };
        await stores.db.collection('moderatedUsers').updateOne({ userId: marker }, { $set: { muted } });
      },
      async finish() {
        while (!(await isOver().catch(() => false))) await sleep(100);
      },
      async check() {
        await eventually(async () =>
          expect(await log()).toMatchObject([{ action: 'unmute', automated: true }, { action: 'mute' }]),
        );
        const { user } = (await chief.client.get(`/api/moderation/users/${marker}`)).body;
        expect(user.muted).toBeNull();
        await eventually(async () =>
          expect(await expiries.findOne({ _id: copy._id })).toMatchObject({ status: 'done' }),
        );
      },
    };
  },
};

export const insightKinds = [embeddings, digest, scheduledDigest, moderationBatch, moderationExpiry];
