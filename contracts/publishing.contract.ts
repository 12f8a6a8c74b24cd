import { z } from 'zod';
import { Id } from './common.contract.js';

/** What is measured of an answer, each 0..1; see docs/evaluations.md. */
export const evaluationMetrics = [
  'score',
  'f1',
  'similarity',
  'contains',
  'cited',
  'retrieved',
  'reciprocalRank',
  'refusal',
  'grounded',
] as const;
export type EvaluationMetric = (typeof evaluationMetrics)[number];

export const share = z.number().min(0).max(1);

/** A field for each metric. */
export const byMetric = <S extends z.ZodType>(schema: S) =>
  z.strictObject(
    Object.fromEntries(evaluationMetrics.map((metric) => [metric, schema])) as Record<EvaluationMetric, S>,
  );

/** At least so much on average. */
export const EvaluationThresholds = byMetric(share.optional()).meta({
  id: 'EvaluationThresholds',
  example: { score: 0.8, refusal: 0.9 },
});
export type EvaluationThresholds = z.output<typeof EvaluationThresholds>;

/** What a version has to reach before end users talk to it. */
export const PublishingRequirement = z
  .strictObject({
    setId: Id.meta({ description: 'The questions; as they are now' }),
    minimumScore: share.meta({ description: 'The mean `score` of all questions', example: 0.8 }),
    thresholds: EvaluationThresholds.optional(),
  })
  .meta({ id: 'PublishingRequirement' });
export type PublishingRequirement = z.output<typeof PublishingRequirement>;
