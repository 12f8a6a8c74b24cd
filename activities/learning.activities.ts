import { ApplicationFailure } from '@temporalio/activity';
import {
  abandonLearning,
  applyItem,
  chatbotRepository,
  learningItemRepository,
  learningRunRepository,
  prepareApplication,
  prepareGeneration,
  proposeItem,
  trainLearned,
  undoItem,
  wellRatedAnswers,
  type ApplyDependencies,
  type Generation,
  type GenerationDependencies,
  type LearningRunDocument,
} from '../bots/index.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { jobItemRepository, type JobDocument } from '../jobs/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { beginJob, type Begun } from './begin-job.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWork, type JobWorkDependencies } from './work-on-job.js';

export interface LearningActivityDependencies
  extends ApplyDependencies, GenerationDependencies, JobWorkDependencies {}

/** Job items of one activity: those that a model may be asked about are few, so that progress shows. */
const itemsAtOnce = { generate: 4, apply: 100, undo: 20 };
const stages = { generate: 'proposing', apply: 'applying', undo: 'taking back' };

/** The activities of the learning workflow; each may be repeated without changing what it already did. */
export const createLearningActivities = ({
  run,
  notices,
  turns,
  ...shared
}: LearningActivityDependencies) => {
  /** Works on what the job is to do. */
  const onRun = <T>(
    jobId: string,
    work: (part: JobWork, learning: LearningRunDocument) => Promise<T>,
  ): Promise<T> =>
    workOnJob({ run, notices, turns }, jobId, async (part) => {
      const learning = await runOf(part.job);
      if (!learning) throw chatbotDeleted();
      try {
        const result = await work(part, learning);
        await part.tellProgress();
        return result;
      } catch (error) {
        if (error instanceof AppError && error.code === 'NOT_FOUND') throw chatbotDeleted();
        throw error;
      }
    });

  const generationOf = async (
    { signal, assertMayGoOn }: JobWork,
    learning: LearningRunDocument,
  ): Promise<Generation> => {
    const bot = await chatbotRepository.find(learning.organizationId, learning.chatbotId);
    if (!bot) throw chatbotDeleted();
    return { run: learning, bot, signal, assertMayGoOn, dependencies: shared };
  };

  /** Proposes, applies or takes back some more; answers how many items of the job were settled. */
  const learnSome = async (part: JobWork, learning: LearningRunDocument): Promise<number> => {
    const { token, breathe } = part;
    const { _id: jobId, purpose } = learning;
    const jobItems = await jobItemRepository.claim(jobId, token, itemsAtOnce[purpose]);
    let settled = 0;
    if (purpose === 'generate' && jobItems.length > 0) {
      const generation = await generationOf(part, learning);
      const ratedAnswer = await wellRatedAnswers(generation);
      for (const jobItem of jobItems) {
        await breathe();
        const candidate = learning.candidates.find(({ id }) => id === jobItem.subjectId);
        if (candidate) await proposeItem(generation, { candidate, ratedAnswer, token, jobItem });
        else await jobItemRepository.settle(token, [{ id: jobItem._id, status: 'skipped' }]);
        settled++;
      }
      return settled;
    }
    for (const jobItem of jobItems) {
      const step = { run: learning, token, jobItem };
      if (purpose === 'undo') await undoItem(step, shared.blobs);
      else if (!(await applyItem(step, shared.blobs))) continue;
      settled++;
    }
    await jobItemRepository.giveBack(jobId, token);
    return settled;
  };

  /** Ends the job early: what is left of it is given up. */
  const abandon = async ({ jobId }: JobInput, reason: string): Promise<void> => {
    const job = await run.find(refOf(jobId));
    const learning = job && (await runOf(job));
    if (!job) return;
    await jobItemRepository.cancelOpen(jobId, reason);
    if (learning) await abandonLearning(learning, shared.blobs);
  };

  return {
    beginLearning: ({ jobId }: JobInput): Promise<Begun> => beginJob(run, jobId),

    /** Finds what is to be proposed, or puts what is to be applied where it belongs. */
    async prepareLearning({ jobId }: JobInput): Promise<void> {
      return onRun(jobId, async (part, learning) => {
        const { ref, token } = part;
        if (learning.purpose !== 'generate') {
          await run.note(ref, { stage: stages[learning.purpose] });
          return prepareApplication(learning, shared);
        }
        await run.note(ref, { stage: 'reading' });
        const [jobItem] = await jobItemRepository.claim(jobId, token, 1);
        if (jobItem?.subjectId === 'collect')
          await prepareGeneration(await generationOf(part, learning), { token, jobItemId: jobItem._id });
        await jobItemRepository.giveBack(jobId, token);
        await run.note(ref, { stage: stages.generate });
      });
    },

    /** `waiting`: nothing could be settled yet, as what was added is not searchable. */
    async learnNext({ jobId }: JobInput): Promise<{ left: number; waiting: boolean }> {
      return onRun(jobId, async (part, learning) => {
        const settled = await learnSome(part, learning);
        const { total, done, failed, skipped } = await run.counts(jobId);
        const left = total - done - failed - skipped;
        return { left, waiting: settled === 0 && left > 0 };
      });
    },

    /** Trains what was learned, where that is wanted, and tells what was done. */
    async completeLearning({ jobId }: JobInput): Promise<JobCounts> {
      return onRun(jobId, async ({ ref }, learning) => {
        const { organizationId, purpose } = learning;
        const { done } = await run.counts(jobId);
        const result =
          purpose === 'generate'
            ? { created: await learningItemRepository.countGenerated(organizationId, jobId) }
            : { [purpose === 'apply' ? 'applied' : 'undone']: done };
        const trainingSessionId =
          purpose === 'generate' ? null : await trainLearned(learning, shared.starter);
        await learningRunRepository.update(organizationId, jobId, { candidates: [] });
        await learningRunRepository.end(organizationId, jobId);
        return run.complete(ref, { ...result, ...(purpose === 'generate' ? {} : { trainingSessionId }) });
      });
    },

    async cancelLearning({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandon({ jobId }, 'The job was cancelled');
        return run.cancel(refOf(jobId));
      });
    },

    async failLearning({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandon({ jobId }, reason);
        return run.fail(refOf(jobId), reason);
      });
    },
  };
};

const runOf = ({ organizationId, _id }: JobDocument) => learningRunRepository.find(organizationId, _id);

const chatbotDeleted = () => ApplicationFailure.nonRetryable('the chatbot was deleted', 'InvalidInput');
