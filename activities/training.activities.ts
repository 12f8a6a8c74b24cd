import {
  abandonTraining,
  accountOf,
  embedPrefix,
  embedTexts,
  finishTraining,
  fitSubject,
  fitTraining,
  newTuning,
  prepareTraining,
  removeUploads,
  sessionExamples,
  stopTuning,
  textsPerItem,
  trainingSessionRepository,
  tuneSubject,
  type EmbedContext,
  type FineTuningFields,
  type FitModel,
  type TrainingSessionDocument,
} from '../bots/index.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import type { TrainingMethod } from '../contracts/training.contract.js';
import { jobItemRepository, type JobDocument, type JobNotices, type JobRun } from '../jobs/index.js';
import type { Turns } from '../platform/fairness/turns.js';
import type { FineTuning, TuningAccount, TuningCharges } from '../providers/index.js';
import { beginJob, type Begun } from './begin-job.js';
import { isRefused } from './told-by-provider.js';
import { createSessionWork, sessionOf } from './training-session-work.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf } from './work-on-job.js';

export interface TrainingActivityDependencies {
  run: JobRun;
  notices: JobNotices;
  turns: Turns;
  embed: EmbedContext['embed'];
  embeddingFor: (language: string) => { model: string; dimensions: number };
  fit: FitModel;
  /** Null when no provider is configured that does it. */
  fineTuning: () => FineTuning | null;
  charges: TuningCharges;
}

/** Job items of one activity. */
const itemsAtOnce = 8;

/** The activities of the training workflow; each may be repeated without changing what it already did. */
export const createTrainingActivities = ({
  run,
  notices,
  turns,
  embed,
  embeddingFor,
  fit,
  fineTuning,
  charges,
}: TrainingActivityDependencies) => {
  const onSession = createSessionWork({ run, notices, turns });
  /** Ends the job early: what is left of it is given up. */
  const abandon = async (
    { jobId }: JobInput,
    outcome: 'failed' | 'cancelled',
    error: string | null,
  ): Promise<void> => {
    const job = await run.find(refOf(jobId));
    const session = job && (await sessionOf(job));
    if (job) await endAtProvider(job, session);
    if (!session) return;
    await jobItemRepository.cancelOpen(jobId, error ?? 'The training was cancelled');
    await abandonTraining(session, outcome, error);
  };

  /** What a provider trains for a session is cancelled there, also when the session was deleted with its chatbot. */
  const endAtProvider = async (job: JobDocument, session: TrainingSessionDocument | null): Promise<void> => {
    const isTuning = session ? session.fineTuning : (await tuningItems(job._id)).size > 0;
    const client = fineTuning();
    if (!isTuning || !job.subject) return;
    const account = session ? accountOf(session) : deletedAccount(job, job.subject.id);
    if (!client) return charges.end(account);
    try {
      await stopTuning(client, account, charges);
      await removeUploads(client, session ?? { _id: job.subject.id });
    } catch (error) {
      // A key that is not accepted any more would keep the job for ever.
      if (!isRefused(error)) throw error;
      await charges.end(account);
    }
  };

  return {
    beginTraining: ({ jobId }: JobInput): Promise<Begun<{ method: TrainingMethod }>> =>
      beginJob(run, jobId, async (job) => {
        const session = await sessionOf(job);
        // A retry begins where the last run gave up.
        if (session?.outcome === 'failed' || session?.outcome === 'cancelled')
          await trainingSessionRepository.update(job.organizationId, session._id, {
            ...{ outcome: null, error: null, completedAt: null },
            ...(session.fineTuning ? { fineTuning: anew(session.fineTuning) } : {}),
          });
        return session ? { method: session.config.method } : undefined;
      }),

    async checkTraining({ jobId }: JobInput): Promise<void> {
      return onSession(jobId, async ({ ref, token }, session) => {
        if (session.preparedAt) return;
        await run.note(ref, { stage: 'checking' });
        const [item] = await jobItemRepository.claim(jobId, token, 1);
        if (item) await prepareTraining({ session, embeddingFor, token, jobItemId: item._id });
      });
    },

    async embedNextExamples({ jobId }: JobInput): Promise<{ embedded: number }> {
      return onSession(jobId, async ({ ref, token, signal, breathe, assertMayGoOn }, session) => {
        const items = await jobItemRepository.claim(jobId, token, itemsAtOnce);
        const batches = items.filter(({ subjectId }) => subjectId !== fitSubject);
        if (batches.length > 0 && session.embedding) {
          await run.note(ref, { stage: 'embedding' });
          const examples = await sessionExamples(session);
          const context = { session, signal, breathe, assertMayGoOn, embed };
          for (const { _id, subjectId } of batches) {
            const start = batchOf(subjectId) * textsPerItem;
            const texts = examples.slice(start, start + textsPerItem).map(({ input }) => input);
            await embedTexts(texts, session.embedding, context);
            await jobItemRepository.settle(token, [{ id: _id, status: 'done' }]);
          }
        }
        await jobItemRepository.giveBack(jobId, token);
        return { embedded: batches.length };
      });
    },

    async fitIntents({ jobId }: JobInput): Promise<void> {
      return onSession(jobId, async ({ ref, token, signal, breathe, assertMayGoOn }, session) => {
        const [item] = await jobItemRepository.claim(jobId, token, 1);
        if (!item) return;
        await run.note(ref, { stage: 'fitting' });
        let told = 0;
        const onProgress = (share: number): void => {
          const tenths = Math.floor(share * 10);
          if (tenths <= told) return;
          told = tenths;
          void run.note(ref, { stage: `fitting ${tenths * 10} %` }).catch(() => undefined);
        };
        await fitTraining({ session, signal, breathe, assertMayGoOn, embed, fit, onProgress });
        await jobItemRepository.settle(token, [{ id: item._id, status: 'done' }]);
      });
    },

    async completeTraining({ jobId }: JobInput): Promise<JobCounts> {
      return onSession(jobId, async ({ ref, signal, breathe, assertMayGoOn }, session) => {
        await run.note(ref, { stage: 'comparing' });
        const ended = await finishTraining({ session, signal, breathe, assertMayGoOn, embed });
        const { _id: sessionId, outcome, version } = ended;
        return run.complete(ref, { sessionId, outcome, version });
      });
    },

    async cancelTraining({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandon({ jobId }, 'cancelled', null);
        return run.cancel(refOf(jobId));
      });
    },

    async failTraining({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandon({ jobId }, 'failed', reason);
        return run.fail(refOf(jobId), reason);
      });
    },
  };
};

/** Of a session that was deleted with its chatbot nobody knows any more which model it was to train. */
const deletedAccount = (
  { organizationId, _id: jobId, createdBy: userId }: JobDocument,
  name: string,
): TuningAccount => ({
  ...{ name, base: 'unknown' },
  context: { organizationId, jobId, userId, feature: 'training' },
});

const tuningItems = (jobId: string) => jobItemRepository.subjectsIn(jobId, [tuneSubject]);

/** A model that was made is kept; otherwise the next attempt makes a job of its own. */
const anew = (tuning: FineTuningFields): FineTuningFields =>
  tuning.model ? tuning : { ...newTuning(tuning.base, tuning.attempt + 1), examples: tuning.examples };

const batchOf = (subjectId: string): number => Number(subjectId.slice(embedPrefix.length));
