import { setImmediate as breath } from 'node:timers/promises';
import type {
  CaseChange,
  CaseScores,
  EvaluationComparison,
  EvaluationFigures,
  EvaluationScores,
  MeanScore,
} from '../../../contracts/evaluations.contract.js';
import {
  evaluationMetrics,
  type EvaluationMetric,
  type EvaluationThresholds,
} from '../../../contracts/publishing.contract.js';
import type { SideResult } from '../runs/result.model.js';
import { meanWithInterval, shareWithInterval } from './intervals.js';

/** What is 0 or 1 of each answer. */
const isShare: ReadonlySet<EvaluationMetric> = new Set(['contains', 'cited', 'retrieved', 'refusal']);
/** Smaller differences of the score are none. */
const tolerance = 0.01;

/** One figure after the other, so that heartbeats come through between them. */
async function ofEachMetric(
  figure: (metric: EvaluationMetric) => MeanScore | null,
): Promise<Record<EvaluationMetric, MeanScore | null>> {
  const entries: [EvaluationMetric, MeanScore | null][] = [];
  for (const metric of evaluationMetrics) {
    entries.push([metric, figure(metric)]);
    await breath();
  }
  return Object.fromEntries(entries) as Record<EvaluationMetric, MeanScore | null>;
}

const isKnown = (value: number | null): value is number => value !== null;

/** The means of what is known of the answers. */
export const totalScores = (sides: readonly SideResult[]): Promise<EvaluationScores> =>
  ofEachMetric((metric) => {
    const values = sides.map(({ scores }) => scores[metric]).filter(isKnown);
    return isShare.has(metric) ? shareWithInterval(values) : meanWithInterval(values);
  });

/** What the answers took and cost. */
export function totalFigures(sides: readonly SideResult[]): EvaluationFigures {
  const answered = sides.filter(({ status }) => status === 'answered');
  const latencies = answered
    .map(({ latencyMs }) => latencyMs)
    .filter(isKnown)
    .sort((a, b) => a - b);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.ceil(share * latencies.length) - 1)] ?? 0;
  const tokens = answered.flatMap(({ tokens }) => tokens ?? []);
  const costs = answered.map(({ costMicros }) => costMicros);
  return {
    answered: answered.length,
    failed: sides.filter(({ status }) => status === 'failed').length,
    latencyMs:
      latencies.length === 0
        ? null
        : { mean: Math.round(sum(latencies) / latencies.length), median: at(0.5), p95: at(0.95) },
    tokens:
      tokens.length === 0
        ? null
        : {
            prompt: sum(tokens.map(({ prompt }) => prompt)),
            completion: sum(tokens.map(({ completion }) => completion)),
          },
    cost: costs.every(isKnown) ? sum(costs.filter(isKnown)) / 1e6 : null,
  };
}

type Pair = readonly [result: CaseScores, baseline: CaseScores];

/** Whether an answer is better than the other version's to the same question; `null` where a score is not known. */
export function changeOf([result, baseline]: Pair): CaseChange | null {
  if (result.score === null || baseline.score === null) return null;
  const difference = result.score - baseline.score;
  if (Math.abs(difference) < tolerance) return 'same';
  return difference > 0 ? 'better' : 'worse';
}

/** Two versions by the questions that both were asked: differences of pairs, as questions are hard for both or for none. */
export async function compareSides(pairs: readonly Pair[]): Promise<EvaluationComparison> {
  const changes = pairs.map(changeOf);
  const count = (change: CaseChange): number => changes.filter((one) => one === change).length;
  const differences = await ofEachMetric((metric) =>
    meanWithInterval(
      pairs.flatMap(([{ [metric]: a }, { [metric]: b }]) => (isKnown(a) && isKnown(b) ? [a - b] : [])),
    ),
  );
  return { better: count('better'), same: count('same'), worse: count('worse'), differences };
}

/** The thresholds that means do not reach; what is not known reaches none. */
export const missedBy = (scores: EvaluationScores, thresholds: EvaluationThresholds) =>
  evaluationMetrics.flatMap((metric) => {
    const minimum = thresholds[metric];
    const mean = scores[metric]?.mean ?? null;
    return minimum === undefined || (mean !== null && mean >= minimum) ? [] : [{ metric, minimum, mean }];
  });
