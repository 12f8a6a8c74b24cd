import { z } from 'zod';
import { Id, listQuery, pageFields, sortField, Timestamp } from './common.contract.js';
import { callOutcomes } from './plugin-installations.contract.js';
import { JobProgress } from './jobs.contract.js';
import { byMetric, evaluationMetrics, EvaluationThresholds, share } from './publishing.contract.js';
import { RowProblem } from './training-datasets.contract.js';
import { VersionInBody } from './versions.contract.js';

export const evaluationLimits = {
  setsOfChatbot: 100,
  /** Of a set, and of an evaluation. */
  cases: 1_000,
  /** Earlier turns of a dialogue: as many as a model is shown. */
  history: 10,
  /** Of an evaluation, as far as they are told with it; the others are told in pages. */
  casesShown: 100,
} as const;

const text = (most: number) => z.string().trim().min(1).max(most);

export const EarlierTurn = z
  .strictObject({
    question: text(8_000).meta({ example: 'Do you repair lamps?' }),
    answer: text(8_000).meta({ example: 'Yes, in our workshop.' }),
  })
  .meta({ id: 'EarlierTurn' });
export type EarlierTurn = z.output<typeof EarlierTurn>;

export const NewEvaluationCase = z
  .strictObject({
    question: text(8_000).meta({ example: 'How long does a repair take?' }),
    history: z
      .array(EarlierTurn)
      .max(evaluationLimits.history)
      .optional()
      .meta({ description: 'What was said before, oldest first' }),
    expected: text(8_000).nullish().meta({ description: 'An answer that would be right' }),
    expectedSource: text(2_000)
      .nullish()
      .meta({ description: 'The document to be cited: the id of its item, its title, file name or address' }),
    expectsRefusal: z
      .boolean()
      .optional()
      .meta({ description: 'The bot should say that it does not know', example: false }),
  })
  .refine(
    ({ expectsRefusal, expected, expectedSource }) => !expectsRefusal || (!expected && !expectedSource),
    {
      path: ['expectsRefusal'],
      message: 'an answer or a source cannot be expected together with a refusal',
    },
  )
  .meta({ id: 'NewEvaluationCase' });
export type NewEvaluationCase = z.output<typeof NewEvaluationCase>;

const caseFields = {
  question: z.string(),
  history: z.array(EarlierTurn),
  expected: z.string().nullable(),
  expectedSource: z.string().nullable(),
  expectsRefusal: z.boolean(),
};

export const EvaluationCase = z
  .strictObject({ id: Id, ...caseFields, createdAt: Timestamp })
  .meta({ id: 'EvaluationCase' });
export type EvaluationCase = z.output<typeof EvaluationCase>;

const setFields = {
  name: text(100).meta({ example: 'Workshop questions' }),
  description: z.string().max(2_000),
};

/** As JSON or as a form; rows of files and `cases` are looked at one by one. */
export const CreateEvaluationSet = z
  .strictObject({
    name: setFields.name,
    description: setFields.description.optional(),
    cases: z.array(NewEvaluationCase).max(evaluationLimits.cases).optional(),
  })
  .meta({ id: 'CreateEvaluationSet' });
export type CreateEvaluationSet = z.output<typeof CreateEvaluationSet>;

export const UpdateEvaluationSet = z
  .strictObject({
    name: setFields.name.optional(),
    description: setFields.description.nullable().optional(),
  })
  .meta({ id: 'UpdateEvaluationSet' });
export type UpdateEvaluationSet = z.output<typeof UpdateEvaluationSet>;

export const EvaluationSet = z
  .strictObject({
    id: Id,
    chatbotId: Id,
    name: z.string(),
    description: z.string().nullable(),
    revision: z.int().meta({ description: 'Grows with every change of its questions' }),
    cases: z.strictObject({
      total: z.int(),
      withExpected: z.int(),
      withSource: z.int(),
      refusals: z.int(),
      withHistory: z.int(),
    }),
    createdBy: Id,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'EvaluationSet' });
export type EvaluationSet = z.output<typeof EvaluationSet>;

export const ListEvaluationSets = listQuery(['createdAt', 'name', 'updatedAt'], 'createdAt:desc');

export const ListEvaluationCases = z.strictObject({
  ...pageFields,
  search: text(200).optional().meta({ description: 'In the questions' }),
});

export const AddEvaluationCases = z
  .strictObject({ cases: z.array(z.unknown()).min(1).max(evaluationLimits.cases).optional() })
  .meta({ id: 'AddEvaluationCases' });

export const AddedEvaluationCases = z
  .strictObject({
    received: z.int(),
    added: z.int(),
    duplicates: z
      .int()
      .meta({ description: 'Left out: the same question after the same dialogue is there already' }),
    invalid: z.int(),
    errors: z.array(RowProblem).meta({ description: 'The first 100 problems' }),
    total: z.int().meta({ description: 'Questions in the set now' }),
  })
  .meta({ id: 'AddedEvaluationCases' });
export type AddedEvaluationCases = z.output<typeof AddedEvaluationCases>;

/** `inside`: tools of the installation that call nothing outside of it; others are refused. */
export const evaluationTools = ['inside', 'all'] as const;
export type EvaluationTools = (typeof evaluationTools)[number];

const startFields = {
  name: text(100).optional().meta({ description: 'That of the set, when left out' }),
  setId: Id.optional(),
  cases: z
    .array(NewEvaluationCase)
    .min(1)
    .max(evaluationLimits.cases)
    .optional()
    .meta({ description: 'Instead of a set' }),
  version: VersionInBody.default('draft'),
  compareWith: VersionInBody.nullish().meta({
    description: 'Another version that is asked the same, and compared question by question',
  }),
  tools: z.enum(evaluationTools).default('inside').meta({
    description: '`all` lets the bot call its plugins outside too, which may act there',
  }),
  minimum: share.optional().meta({ description: 'The mean `score` that passes' }),
  thresholds: EvaluationThresholds.optional(),
};
const hasOneSource = ({ setId, cases }: { setId?: string; cases?: unknown[] }): boolean =>
  (setId === undefined) !== (cases === undefined);
const oneSource = { path: ['cases'], message: 'send either setId or cases' };

export const StartEvaluation = z
  .strictObject(startFields)
  .refine(hasOneSource, oneSource)
  .meta({ id: 'StartEvaluation' });
export type StartEvaluation = z.output<typeof StartEvaluation>;

export const EstimateEvaluation = z
  .strictObject({ kind: z.literal('evaluation'), chatbotId: Id, ...startFields })
  .refine(hasOneSource, oneSource);
export type EstimateEvaluation = z.output<typeof EstimateEvaluation>;

export const evaluationStatuses = [
  'queued',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const;
export type EvaluationStatus = (typeof evaluationStatuses)[number];

export const StartedEvaluation = z
  .strictObject({ id: Id, status: z.enum(evaluationStatuses), jobId: Id })
  .meta({ id: 'StartedEvaluation' });

export const CaseScores = z
  .strictObject({
    ...byMetric(share.nullable()).shape,
    cosine: z.number().nullable().meta({ description: 'Of the answer and the expected one, as embedded' }),
    rank: z
      .int()
      .nullable()
      .meta({ description: 'Of the expected source among the passages found, from 1; null: not found' }),
  })
  .meta({ id: 'CaseScores', description: 'null where it cannot be told' });
export type CaseScores = z.output<typeof CaseScores>;

export const caseStatuses = ['pending', 'answered', 'failed'] as const;

export const EvaluatedAnswer = z
  .strictObject({
    status: z.enum(caseStatuses),
    answer: z.string().nullable(),
    refused: z.boolean().nullable().meta({ description: 'Whether it says that it does not know' }),
    citations: z.array(
      z.strictObject({
        index: z.int(),
        itemId: Id,
        title: z.string(),
        source: z.string(),
        score: z.number(),
      }),
    ),
    toolCalls: z.array(
      z.strictObject({
        name: z.string(),
        outcome: z.enum(callOutcomes).nullable(),
        error: z.string().nullable(),
      }),
    ),
    provider: z.string().nullable(),
    model: z.string().nullable(),
    latencyMs: z.int().nullable(),
    tokens: z.strictObject({ prompt: z.int(), completion: z.int() }).nullable(),
    cost: z.number().nullable().meta({ description: 'Dollars, by the ledger; null when a price is unknown' }),
    scores: CaseScores,
    error: z.string().nullable(),
  })
  .meta({ id: 'EvaluatedAnswer' });
export type EvaluatedAnswer = z.output<typeof EvaluatedAnswer>;

export const caseChanges = ['better', 'same', 'worse'] as const;
export type CaseChange = (typeof caseChanges)[number];

export const EvaluatedCase = z
  .strictObject({
    id: Id,
    ...caseFields,
    result: EvaluatedAnswer,
    baseline: EvaluatedAnswer.nullable().meta({ description: 'Of the version that is compared with' }),
    change: z.enum(caseChanges).nullable().meta({ description: 'By `score`; null where it cannot be told' }),
  })
  .meta({ id: 'EvaluatedCase' });
export type EvaluatedCase = z.output<typeof EvaluatedCase>;

export const MeanScore = z
  .strictObject({
    n: z.int().meta({ description: 'Questions of which it is known' }),
    mean: z.number(),
    low: z.number().nullable().meta({ description: '95 % interval; null for a single question' }),
    high: z.number().nullable(),
    method: z.enum(['wilson', 'bootstrap']),
  })
  .meta({ id: 'MeanScore' });
export type MeanScore = z.output<typeof MeanScore>;

export const EvaluationScores = byMetric(MeanScore.nullable()).meta({ id: 'EvaluationScores' });
export type EvaluationScores = z.output<typeof EvaluationScores>;

export const EvaluationFigures = z
  .strictObject({
    answered: z.int(),
    failed: z.int(),
    latencyMs: z.strictObject({ mean: z.number(), median: z.number(), p95: z.number() }).nullable(),
    tokens: z.strictObject({ prompt: z.int(), completion: z.int() }).nullable(),
    cost: z.number().nullable().meta({ description: 'Dollars; null when a price is unknown' }),
  })
  .meta({ id: 'EvaluationFigures' });
export type EvaluationFigures = z.output<typeof EvaluationFigures>;

const EvaluatedVersion = z.strictObject({ version: z.int(), contentHash: z.string() });

export const EvaluationComparison = z
  .strictObject({
    better: z.int(),
    same: z.int(),
    worse: z.int(),
    differences: byMetric(MeanScore.nullable()).meta({
      description: 'Of the same questions, the version minus the one that it is compared with',
    }),
  })
  .meta({ id: 'EvaluationComparison' });
export type EvaluationComparison = z.output<typeof EvaluationComparison>;

export const Evaluation = z
  .strictObject({
    id: Id,
    chatbotId: Id,
    name: z.string(),
    setId: Id.nullable().meta({ description: 'null: the questions came with the start' }),
    setRevision: z.int().nullable(),
    jobId: Id,
    status: z.enum(evaluationStatuses),
    progress: JobProgress.omit({ estimatedTimeRemaining: true }),
    waiting: z.string().nullable(),
    ...EvaluatedVersion.shape,
    compareWith: EvaluatedVersion.nullable(),
    tools: z.enum(evaluationTools),
    thresholds: EvaluationThresholds,
    scores: EvaluationScores.nullable().meta({ description: 'null until it is completed' }),
    figures: EvaluationFigures.nullable(),
    baseline: z
      .strictObject({ scores: EvaluationScores, figures: EvaluationFigures })
      .nullable()
      .meta({ description: 'Of the version that is compared with' }),
    comparison: EvaluationComparison.nullable(),
    passed: z.boolean().nullable().meta({ description: 'null without thresholds' }),
    missed: z.array(
      z.strictObject({
        metric: z.enum(evaluationMetrics),
        minimum: z.number(),
        mean: z.number().nullable(),
      }),
    ),
    embeddingModel: z.string().nullable().meta({ description: 'That answers are compared by' }),
    error: z.string().nullable(),
    createdBy: Id,
    createdAt: Timestamp,
    completedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Evaluation' });
export type Evaluation = z.output<typeof Evaluation>;

export const EvaluationWithCases = z
  .strictObject({
    ...Evaluation.shape,
    cases: z
      .array(EvaluatedCase)
      .meta({ description: `The first ${evaluationLimits.casesShown}, in their order` }),
  })
  .meta({ id: 'EvaluationWithCases' });

export const ListEvaluations = z.strictObject({
  ...pageFields,
  sort: sortField(['createdAt'], 'createdAt:desc'),
  setId: Id.optional(),
});
export type ListEvaluations = z.output<typeof ListEvaluations>;

export const ListEvaluatedCases = z.strictObject({
  ...pageFields,
  change: z.enum(caseChanges).optional(),
  status: z.enum(caseStatuses).optional(),
});
