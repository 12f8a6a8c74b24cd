import { z } from 'zod';
import { Id, listQuery, Timestamp } from './common.contract.js';

export const trainingStatuses = [
  'queued',
  'running',
  'paused',
  'awaiting-approval',
  'completed',
  'failed',
  'cancelled',
] as const;
export type TrainingStatus = (typeof trainingStatuses)[number];

export const trainingMethods = ['classifier', 'fine-tuning'] as const;

export type TrainingMethod = (typeof trainingMethods)[number];

export const TrainingConfig = z
  .strictObject({
    method: z
      .enum(trainingMethods)
      .default('classifier')
      .meta({ description: '`fine-tuning`: OpenAI trains a model on the examples that have an output' }),
    model: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .nullable()
      .default(null)
      .meta({ description: 'Which model to fine-tune', example: 'gpt-4.1-mini-2025-04-14' }),
    validationSplit: z
      .number()
      .min(0.05)
      .max(0.5)
      .default(0.2)
      .meta({ description: 'Share of each intent’s examples that is held out to measure the model' }),
    seed: z
      .int()
      .min(0)
      .max(2_147_483_647)
      .default(1)
      .meta({ description: 'The same seed and data give the same model' }),
    epochs: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .meta({ description: '20 for the classifier, 3 for fine-tuning when left out' }),
  })
  .meta({ id: 'TrainingConfig' });
export type TrainingConfig = z.output<typeof TrainingConfig>;

export const StartTraining = z
  .strictObject({
    datasetId: Id.optional(),
    datasetIds: z.array(Id).min(1).max(20).optional(),
    config: z
      .strictObject({
        method: z.enum(trainingMethods).optional(),
        model: TrainingConfig.shape.model.unwrap().unwrap().optional(),
        validationSplit: TrainingConfig.shape.validationSplit.unwrap().optional(),
        seed: TrainingConfig.shape.seed.unwrap().optional(),
        epochs: TrainingConfig.shape.epochs.unwrap().optional(),
      })
      .refine(({ method, model }) => (method === 'fine-tuning') === (model !== undefined), {
        path: ['model'],
        message: 'name a model for the method fine-tuning, and for no other',
      })
      .optional(),
  })
  .refine(({ datasetId, datasetIds }) => (datasetId === undefined) !== (datasetIds === undefined), {
    path: ['datasetId'],
    message: 'name either a datasetId or datasetIds',
  })
  .meta({ id: 'StartTraining' });
export type StartTraining = z.output<typeof StartTraining>;

const share = z.number().min(0).max(1);

/** Figures over held-out examples; what cannot be told from them is null. */
export const TrainingMetrics = z
  .strictObject({
    accuracy: share
      .nullable()
      .meta({ description: 'Of the examples in scope; a rejected one counts as wrong' }),
    macroF1: share.nullable(),
    outOfScope: z
      .strictObject({ recall: share.nullable(), precision: share.nullable() })
      .nullable()
      .meta({ description: 'Null without held-out examples that are out of scope' }),
    calibrationError: share.nullable().meta({ description: 'Expected calibration error over ten bins' }),
    confusion: z
      .array(
        z.strictObject({ expected: z.string().nullable(), predicted: z.string().nullable(), count: z.int() }),
      )
      .meta({ description: 'Pairs that were confused, the most frequent first; null is out of scope' }),
    perIntent: z.array(
      z.strictObject({
        intent: z.string(),
        precision: share.nullable(),
        recall: share.nullable(),
        f1: share.nullable(),
        support: z.int(),
      }),
    ),
    examples: z.strictObject({
      total: z.int(),
      training: z.int(),
      heldOut: z.int(),
      outOfScope: z.int(),
      intents: z.int(),
      answers: z.int(),
    }),
  })
  .meta({ id: 'TrainingMetrics' });
export type TrainingMetrics = z.output<typeof TrainingMetrics>;

export const TrainingComparison = z
  .strictObject({
    modelId: Id.meta({ description: 'The model that the bot used when the session ended' }),
    examples: z.int().meta({ description: 'Held-out examples that both were measured on' }),
    seen: z.int().meta({ description: 'Those among them that the current model had learnt from' }),
    current: z.strictObject({ accuracy: share.nullable(), macroF1: share.nullable() }),
    candidate: z.strictObject({ accuracy: share.nullable(), macroF1: share.nullable() }),
    isWorse: z.boolean(),
  })
  .meta({ id: 'TrainingComparison' });
export type TrainingComparison = z.output<typeof TrainingComparison>;

/** What is known of fine-tuning at OpenAI; null what is not known. */
export const FineTuningState = z
  .strictObject({
    provider: z.literal('openai'),
    providerJobId: z.string().nullable(),
    status: z.string().nullable().meta({ description: 'As OpenAI calls it' }),
    model: z.string().nullable().meta({ description: 'The model that was made' }),
    examples: z.strictObject({ training: z.int(), heldOut: z.int() }),
    trainedTokens: z.int().nullable(),
    cost: z.number().nullable().meta({ description: 'US dollars of the training' }),
    trainingLoss: z.number().nullable(),
    validationLoss: z.number().nullable(),
    evaluation: z
      .strictObject({
        examples: z.int().meta({ description: 'Held-out examples that both models answered' }),
        current: share,
        candidate: share,
        isWorse: z.boolean(),
      })
      .nullable()
      .meta({ description: 'How much of the expected words the answers have, and no others (F1)' }),
  })
  .meta({ id: 'FineTuningState' });
export type FineTuningState = z.output<typeof FineTuningState>;

export const TrainingSession = z
  .strictObject({
    id: Id,
    chatbotId: Id,
    jobId: Id,
    datasetIds: z.array(Id),
    config: TrainingConfig,
    status: z.enum(trainingStatuses),
    stage: z.string().nullable(),
    progress: z.strictObject({
      total: z.int(),
      done: z.int(),
      failed: z.int(),
      skipped: z.int(),
      percentage: z.number().min(0).max(100),
    }),
    waiting: z.string().nullable(),
    metrics: TrainingMetrics.nullable(),
    comparison: TrainingComparison.nullable().meta({ description: 'Null when the bot had no model' }),
    fineTuning: FineTuningState.nullable().meta({ description: 'Null for the classifier' }),
    warnings: z.array(z.string()),
    error: z.string().nullable(),
    modelId: Id.nullable(),
    modelHash: z.string().nullable().meta({ description: 'SHA-256 of the model' }),
    embeddingModel: z.string().nullable(),
    version: z.int().nullable().meta({ description: 'The version of the bot that uses the model' }),
    createdBy: Id,
    createdAt: Timestamp,
    completedAt: Timestamp.nullable(),
  })
  .meta({ id: 'TrainingSession' });
export type TrainingSession = z.output<typeof TrainingSession>;

export const ListTrainingSessions = listQuery(['createdAt'], 'createdAt:desc').omit({ search: true });
export type ListTrainingSessions = z.output<typeof ListTrainingSessions>;

export const StartedTraining = z
  .strictObject({ id: Id, status: z.enum(trainingStatuses), jobId: Id })
  .meta({ id: 'StartedTraining' });
