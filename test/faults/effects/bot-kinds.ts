import { expect } from '@jest/globals';
import { data, unique, type Member } from '../../helpers/given.js';
import { hasEnded, jobWhen } from '../collection.js';
import { disagreement, noDisagreement } from '../stores.js';
import type { Kind, Workplace } from './kind.js';

async function botOf({ given }: Workplace, values: object) {
  const owner = await given.owner();
  const bot = await given.chatbot(owner, { name: 'Of faults', ...values });
  const at = (path: string) => `/api/v1/chatbots/${bot.id}/${path}`;
  return { owner, at, organizationId: owner.user.organizationId as string, marker: unique('mark') };
}
const list = async ({ client }: Member, path: string) => data(await client.get(`${path}?limit=100`));
const reasonsOf = async (owner: Member, path: string): Promise<string[]> =>
  (await list(owner, path)).map(({ reason }: { reason: string }) => reason);

/** A session of training over these examples, by a provider or here. */
const trainingOf = (
  name: string,
  { examples, config, reason }: { examples: (marker: string) => object[]; config?: object; reason: string },
): Kind => ({
  name,
  // Which examples are held out follows from their words.
  textsDiffer: true,
  async prepare(bench) {
    const provider = config ? 'openai' : 'local';
    const { owner, at, organizationId, marker } = await botOf(bench, { model: { provider } });
    const set = { name: unique('set'), examples: examples(marker) };
    const { id: datasetId } = data(await owner.client.post(at('training/datasets'), set), 201);
    let sessionId = '';
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        const asked = { datasetId, ...(config ? { config } : {}) };
        const session = data(await owner.client.post(at('training/sessions'), asked), 202);
        sessionId = session.id;
        jobId = session.jobId;
        subject.know(jobId, sessionId);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        const job = await jobWhen(owner.client, jobId, hasEnded);
        expect(job).toMatchObject({ status: 'completed', progress: { failed: 0, skipped: 0 } });
        expect(job.progress.done).toBe(job.progress.total);
        const session = data(await owner.client.get(`/api/v1/training/sessions/${sessionId}`));
        expect(session).toMatchObject({ status: 'completed', error: null });
        expect((await reasonsOf(owner, at('versions'))).filter((one) => one === reason)).toHaveLength(1);
      },
    };
  },
});

const training = trainingOf('training', {
  reason: 'Trained',
  examples: (marker) =>
    Array.from({ length: 24 }, (_, n) => ({
      input: `Question ${n} of ${marker} about the ${n % 2 ? 'garden' : 'parcel'}`,
      intent: n % 2 ? 'garden' : 'parcel',
    })),
});

const fineTuning = trainingOf('fine-tuning', {
  reason: 'Fine-tuned',
  config: { method: 'fine-tuning', model: 'gpt-4.1-mini-2025-04-14' },
  examples: (marker) =>
    Array.from({ length: 12 }, (_, n) => ({
      input: `What about room ${n} of ${marker}?`,
      output: `Room ${n} of ${marker} has ${n + 2} windows.`,
    })),
});

const apply: Kind = {
  name: 'learning, applied',
  sideBySide: 2,
  async prepare(bench) {
    const { owner, at, organizationId, marker } = await botOf(bench, { model: { provider: 'local' } });
    for (let n = 0; n < 2; n++) {
      const item = { question: `What is ${marker} ${n}?`, answer: `The ${marker} is number ${n}.` };
      const { id } = data(await owner.client.post(at('learning'), item), 201);
      data(await owner.client.put(`/api/v1/learning/${id}/status`, { status: 'approved' }));
    }
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        jobId = data(await owner.client.post(at('learning/apply'), { train: false }), 202).jobId;
        subject.know(jobId);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        expect(await jobWhen(owner.client, jobId, hasEnded)).toMatchObject({
          ...{ status: 'completed', result: { applied: 2 } },
          progress: { total: 2, done: 2, failed: 0, skipped: 0 },
        });
        const items = await list(owner, at('learning'));
        expect(items.map((item: { status: string; jobId: null }) => [item.status, item.jobId])).toEqual([
          ['applied', null],
          ['applied', null],
        ]);
        const bases = await list(owner, at('knowledge-bases'));
        expect(bases).toMatchObject([{ name: 'Learned answers', items: { total: 2, ready: 2 } }]);
        expect(await disagreement(bench.stores, bases[0].id)).toEqual(noDisagreement);
        const learned = await reasonsOf(owner, at('versions'));
        expect(learned.filter((reason) => reason.includes('Learned answers'))).toHaveLength(1);
        const jobs = await list(owner, '/api/v1/jobs');
        expect(jobs.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['ingest', 'learning']);
      },
    };
  },
};

const generate: Kind = {
  name: 'learning, proposed',
  async prepare(bench) {
    const values = { model: { provider: 'openai' }, retrieval: { minScore: 1 } };
    const { owner, at, organizationId, marker } = await botOf(bench, values);
    const { id } = data(await owner.client.post(at('knowledge-bases'), { name: unique('base') }), 201);
    const names = ['lamp', 'door'].map((name) => `${marker}${name}`);
    const text = names.map((name) => `## ${name}\n\nThe ${name} of the house is on the shelf.`).join('\n\n');
    await bench.given.documents(owner, id, { 'names.md': text });
    // What cannot be answered is what may be proposed.
    for (const name of names)
      data(await owner.client.post(at('conversation'), { message: `${name} ${name} ${name} where?` }));
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        jobId = data(await owner.client.post(at('learning/generate'), {}), 202).jobId;
        subject.know(jobId);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        const job = await jobWhen(owner.client, jobId, hasEnded);
        expect(job).toMatchObject({ status: 'completed', progress: { failed: 0 } });
        const items = await list(owner, at('learning'));
        expect(items).toHaveLength(job.result.created);
        expect(items.length).toBeGreaterThan(0);
        expect(new Set(items.map(({ question }: { question: string }) => question)).size).toBe(items.length);
        for (const item of items) expect(item).toMatchObject({ status: 'pending' });
      },
    };
  },
};

const evaluation: Kind = {
  name: 'evaluation',
  sideBySide: 2,
  async prepare(bench) {
    // Without them its own name stands in the prompt.
    const values = { model: { provider: 'openai' }, instructions: 'You are the porter.' };
    const { owner, at, organizationId, marker } = await botOf(bench, values);
    const cases = [
      { question: `What is ${marker} lamp, where?`, expectsRefusal: true },
      { question: `Which colour has ${marker} door?`, expected: `The ${marker} door is green.` },
    ];
    const set = data(await owner.client.post(at('evaluations/sets'), { name: unique('set'), cases }), 201);
    let id = '';
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        const started = data(await owner.client.post(at('evaluations'), { setId: set.id, minimum: 1 }), 202);
        ({ id, jobId } = started);
        subject.know(jobId, id);
      },
      finish: async () => void (await jobWhen(owner.client, jobId, hasEnded)),
      async check() {
        expect(await jobWhen(owner.client, jobId, hasEnded)).toMatchObject({
          ...{ status: 'completed', result: { evaluationId: id } },
          progress: { total: 2, done: 2, failed: 0, skipped: 0 },
        });
        const read = data(await owner.client.get(at(`evaluations/${id}`)));
        expect(read).toMatchObject({
          ...{ status: 'completed', error: null, figures: { answered: 2, failed: 0 } },
          scores: { score: { n: 2 }, refusal: { n: 2 }, similarity: { n: 1 } },
        });
        expect(read.cases[0].result).toMatchObject({ refused: true, scores: { score: 1 } });
        expect(await list(owner, at('evaluations'))).toHaveLength(1);
        expect(await list(owner, at('conversation/history'))).toEqual([]);
      },
    };
  },
};

export const evaluationKinds = [evaluation];
export const trainingKinds = [training, fineTuning];
export const learningKinds = [apply, generate];
