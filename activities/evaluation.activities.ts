import { ApplicationFailure } from '@temporalio/activity';
import {
  chatbotRepository,
  evaluateCase,
  evaluationResultRepository,
  evaluationRunRepository,
  finishEvaluation,
  partOf,
  questionModelOf,
  versionRepository,
  type EvaluationDependencies,
  type EvaluationRunDocument,
  type Side,
  type VersionDocument,
} from '../bots/index.js';
import type { JobCounts, JobInput } from '../contracts/jobs.contract.js';
import { jobItemRepository, type JobDocument, type JobItemDocument } from '../jobs/index.js';
import { beginJob, type Begun } from './begin-job.js';
import { withHeartbeat } from './with-heartbeat.js';
import { refOf, workOnJob, type JobWork, type JobWorkDependencies } from './work-on-job.js';

export interface EvaluationActivityDependencies extends EvaluationDependencies, JobWorkDependencies {}

/** Questions of one activity, asked side by side: remote models answer slowly, and a lost worker has so many in hand at most. */
const itemsAtOnce = 4;

/** The activities of the evaluation workflow; each may be repeated without changing what it already did. */
export const createEvaluationActivities = ({
  run,
  notices,
  turns,
  ...dependencies
}: EvaluationActivityDependencies) => {
  const onRun = <T>(
    jobId: string,
    work: (part: JobWork, evaluation: EvaluationRunDocument) => Promise<T>,
  ): Promise<T> =>
    workOnJob({ run, notices, turns }, jobId, async (part) => {
      const evaluation = await runOf(part.job);
      if (!evaluation) throw gone('evaluation');
      const result = await work(part, evaluation);
      await part.tellProgress();
      return result;
    });

  /** Asks what items of the job stand for. */
  const evaluateItems = async (
    { token, signal, breathe, assertMayGoOn }: JobWork,
    evaluation: EvaluationRunDocument,
    items: JobItemDocument[],
  ): Promise<void> => {
    const { organizationId, chatbotId } = evaluation;
    const bot = await chatbotRepository.find(organizationId, chatbotId);
    if (!bot) throw gone('chatbot');
    const model = await questionModelOf(bot, dependencies.embeddingFor);
    if (evaluation.embeddingModel === null)
      await evaluationRunRepository.update(organizationId, evaluation._id, { embeddingModel: model.model });
    const parts = items.map((jobItem) => ({ jobItem, ...partOf(jobItem.subjectId) }));
    const versions = new Map<Side, VersionDocument>();
    for (const side of new Set(parts.map((part) => part.side))) {
      const number = evaluation[side]?.version ?? 0;
      const version = await versionRepository.find(organizationId, chatbotId, number);
      if (!version) throw gone('chatbot');
      versions.set(side, version);
    }
    const evaluate = async ({ jobItem, resultId, side }: (typeof parts)[number]): Promise<void> => {
      const result = await evaluationResultRepository.find(organizationId, resultId);
      const version = versions.get(side);
      if (!result || !version) throw gone('evaluation');
      await evaluateCase({
        ...{ run: evaluation, bot, version, side, result, model, token, jobItem },
        ...{ signal, assertMayGoOn, dependencies },
      });
    };
    const isRemote = [...versions.values()].some(({ content: { model: asked } }) => {
      const first = dependencies.gateway.asks({ provider: asked.provider, model: asked.name });
      return first !== null && first.provider !== 'local';
    });
    if (!isRemote) {
      // Side by side on this machine they would only wait for one another, and each take as much longer.
      for (const part of parts) {
        await breathe();
        await evaluate(part);
      }
      return;
    }
    const outcomes = await Promise.allSettled(parts.map(evaluate));
    const [failure] = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    if (failure) throw failure;
  };

  /** Ends the job early: what was answered stays, what is left is given up. */
  const abandon = async (
    { jobId }: JobInput,
    outcome: 'failed' | 'cancelled',
    error: string | null,
  ): Promise<void> => {
    const job = await run.find(refOf(jobId));
    if (!job) return;
    await jobItemRepository.cancelOpen(jobId, error ?? 'The evaluation was cancelled');
    const evaluation = await runOf(job);
    if (evaluation)
      await evaluationRunRepository.conclude(job.organizationId, evaluation._id, outcome, { error });
  };

  return {
    beginEvaluation: ({ jobId }: JobInput): Promise<Begun> =>
      beginJob(run, jobId, async (job) => {
        const evaluation = await runOf(job);
        // A retry goes on where the last run ended.
        if (evaluation && evaluation.outcome !== null)
          await evaluationRunRepository.update(job.organizationId, evaluation._id, {
            ...{ outcome: null, error: null, summary: null, completedAt: null },
          });
      }),

    async evaluateNext({ jobId }: JobInput): Promise<{ claimed: number }> {
      return onRun(jobId, async (part, evaluation) => {
        await run.note(part.ref, { stage: 'asking' });
        const items = await jobItemRepository.claim(jobId, part.token, itemsAtOnce);
        if (items.length > 0) await evaluateItems(part, evaluation, items);
        return { claimed: items.length };
      });
    },

    async completeEvaluation({ jobId }: JobInput): Promise<JobCounts> {
      return onRun(jobId, async ({ ref }, evaluation) => {
        await run.note(ref, { stage: 'measuring' });
        const { _id: evaluationId, summary } = await finishEvaluation(evaluation);
        const score = summary?.result.scores.score?.mean ?? null;
        return run.complete(ref, { evaluationId, score });
      });
    },

    async cancelEvaluation({ jobId }: JobInput): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandon({ jobId }, 'cancelled', null);
        return run.cancel(refOf(jobId));
      });
    },

    async failEvaluation({ jobId, reason }: JobInput & { reason: string }): Promise<JobCounts> {
      return withHeartbeat(async () => {
        await abandon({ jobId }, 'failed', reason);
        return run.fail(refOf(jobId), reason);
      });
    },
  };
};

const runOf = async ({ organizationId, subject }: JobDocument): Promise<EvaluationRunDocument | null> =>
  subject && evaluationRunRepository.find(organizationId, subject.id);

const gone = (what: string) => ApplicationFailure.nonRetryable(`the ${what} was deleted`, 'InvalidInput');
