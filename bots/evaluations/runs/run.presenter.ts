import type {
  EvaluatedAnswer,
  EvaluatedCase,
  Evaluation,
  EvaluationStatus,
} from '../../../contracts/evaluations.contract.js';
import { jobItemRepository, jobRepository, type JobDocument } from '../../../jobs/index.js';
import { missedBy } from '../scores/totals.js';
import { unscored } from '../scores/score-answer.js';
import { presentExpectation } from '../sets/evaluation-set.presenter.js';
import type { EvaluationResultDocument, SideResult } from './result.model.js';
import type { EvaluationRunDocument } from './run.model.js';

const none = { total: 0, done: 0, failed: 0, skipped: 0 };

/** What readers see of an evaluation: how it ended, or else where its job is. */
export async function presentEvaluation(run: EvaluationRunDocument): Promise<Evaluation> {
  const [job, counts] = await Promise.all([
    jobRepository.find(run.organizationId, run.jobId),
    jobItemRepository.countsOf([run.jobId]),
  ]);
  const progress = counts.get(run.jobId) ?? none;
  const settled = progress.done + progress.failed + progress.skipped;
  const hasEnded = run.outcome !== null && !isTriedAgain(run, job);
  const summary = hasEnded && run.outcome === 'completed' ? run.summary : null;
  const isAsked = Object.keys(run.thresholds).length > 0;
  const missed = summary && isAsked ? missedBy(summary.result.scores, run.thresholds) : [];
  return {
    id: run._id,
    chatbotId: run.chatbotId,
    name: run.name,
    setId: run.setId,
    setRevision: run.setRevision,
    jobId: run.jobId,
    status: hasEnded && run.outcome ? run.outcome : statusOf(job),
    progress: { ...progress, percentage: Math.floor((settled / Math.max(1, progress.total)) * 100) },
    waiting: hasEnded ? null : (job?.waiting?.reason ?? null),
    version: run.candidate.version,
    contentHash: run.candidate.contentHash,
    compareWith: run.baseline && {
      version: run.baseline.version,
      contentHash: run.baseline.contentHash,
    },
    tools: run.tools,
    thresholds: run.thresholds,
    scores: summary?.result.scores ?? null,
    figures: summary?.result.figures ?? null,
    baseline: summary?.baseline ?? null,
    comparison: summary?.comparison ?? null,
    passed: summary && isAsked ? missed.length === 0 : null,
    missed,
    embeddingModel: run.embeddingModel,
    error: hasEnded ? run.error : null,
    createdBy: run.createdBy,
    createdAt: run.createdAt.toISOString(),
    completedAt: hasEnded ? (run.completedAt?.toISOString() ?? null) : null,
  };
}

/** A job that was started again since the evaluation ended takes it up once more. */
const isTriedAgain = (
  { completedAt }: Pick<EvaluationRunDocument, 'completedAt'>,
  job: Pick<JobDocument, 'status' | 'startedAt'> | null,
): boolean =>
  job !== null &&
  ['queued', 'running', 'paused'].includes(job.status) &&
  (!job.startedAt || !completedAt || job.startedAt > completedAt);

/** A job that has ended while its evaluation has not is about to say how. */
const statusOf = (job: JobDocument | null): EvaluationStatus =>
  job && job.status !== 'completed' ? job.status : 'running';

/** A question with what was answered. */
export const presentEvaluatedCase = (
  result: EvaluationResultDocument,
  { baseline }: Pick<EvaluationRunDocument, 'baseline'>,
): EvaluatedCase => ({
  id: result._id,
  ...presentExpectation(result),
  result: presentAnswer(result.candidate),
  baseline: baseline && presentAnswer(result.baseline),
  change: result.change,
});

function presentAnswer(side: SideResult | null): EvaluatedAnswer {
  if (!side)
    return {
      ...{ status: 'pending', answer: null, refused: null, citations: [], toolCalls: [], error: null },
      ...{ provider: null, model: null, latencyMs: null, tokens: null, cost: null, scores: unscored },
    };
  const { costMicros, ...shown } = side;
  return { ...shown, cost: costMicros === null ? null : costMicros / 1e6 };
}
