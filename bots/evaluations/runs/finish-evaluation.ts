import { withTransaction } from '../../../platform/mongo/connection.js';
import { event } from '../../../platform/outbox/event.js';
import { enqueueEvents } from '../../../platform/outbox/outbox.model.js';
import { changeOf, compareSides, missedBy, totalFigures, totalScores } from '../scores/totals.js';
import type { Side, SideResult } from './result.model.js';
import { evaluationResultRepository, type MeasuredResult } from './result.repository.js';
import type { EvaluationRunDocument, EvaluationSummary } from './run.model.js';
import { evaluationRunRepository } from './run.repository.js';

/** Sums up what was measured, and tells it. May be repeated: what has ended stays as it ended. */
export async function finishEvaluation(run: EvaluationRunDocument): Promise<EvaluationRunDocument> {
  const { organizationId, _id } = run;
  if (run.outcome !== null) return run;
  const results = await evaluationResultRepository.measured(organizationId, _id);
  const summary = await summaryOf(run, results);
  if (run.baseline) await evaluationResultRepository.noteChanges(organizationId, changesIn(results));
  return withTransaction(async () => {
    const ended = await evaluationRunRepository.conclude(organizationId, _id, 'completed', {
      summary,
      error: null,
    });
    if (!ended) return (await evaluationRunRepository.find(organizationId, _id)) ?? run;
    await enqueueEvents([completedEvent(ended, summary)]);
    return ended;
  });
}

const sideOf = (results: readonly MeasuredResult[], side: Side): SideResult[] =>
  results.flatMap((result) => result[side] ?? []);

const pairOf = ({ candidate, baseline }: MeasuredResult) =>
  candidate && baseline ? [[candidate.scores, baseline.scores] as const] : [];

const changesIn = (results: readonly MeasuredResult[]) =>
  results.flatMap((result) => pairOf(result).map((pair) => ({ id: result._id, change: changeOf(pair) })));

async function summaryOf(
  { baseline }: EvaluationRunDocument,
  results: readonly MeasuredResult[],
): Promise<EvaluationSummary> {
  const totals = async (side: Side) => {
    const measured = sideOf(results, side);
    return { scores: await totalScores(measured), figures: totalFigures(measured) };
  };
  return {
    result: await totals('candidate'),
    baseline: baseline ? await totals('baseline') : null,
    comparison: baseline ? await compareSides(results.flatMap(pairOf)) : null,
  };
}

/** Whether it reached its thresholds; `null` without any. */
export const hasPassed = (
  { thresholds }: Pick<EvaluationRunDocument, 'thresholds'>,
  { result }: EvaluationSummary,
): boolean | null =>
  Object.keys(thresholds).length === 0 ? null : missedBy(result.scores, thresholds).length === 0;

const completedEvent = (run: EvaluationRunDocument, summary: EvaluationSummary) =>
  event('evaluation.completed', {
    organizationId: run.organizationId,
    data: {
      ...{ chatbotId: run.chatbotId, evaluationId: run._id, setId: run.setId, name: run.name },
      version: run.candidate.version,
      score: summary.result.scores.score?.mean ?? null,
      passed: hasPassed(run, summary),
      comparison: summary.comparison && {
        with: run.baseline?.version ?? null,
        better: summary.comparison.better,
        same: summary.comparison.same,
        worse: summary.comparison.worse,
      },
    },
  });
