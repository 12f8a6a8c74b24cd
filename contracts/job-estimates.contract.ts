import { z } from 'zod';
import { AiMessage, aiMessageLimits } from './ai/ai-message.contract.js';
import { digestPeriods } from './ai/digest.contract.js';
import { embeddingJobTypes } from './ai/embedding-jobs.contract.js';
import { moderationLimits } from './ai/moderation-analysis.contract.js';
import { budgetScopes } from './budgets.contract.js';
import { Id } from './common.contract.js';
import { EstimateEvaluation } from './evaluations.contract.js';
import { AddItem, ReindexKnowledgeBase } from './knowledge.contract.js';
import { GenerateLearning } from './learning.contract.js';
import { StartTraining } from './training.contract.js';

const EstimatedText = z.strictObject({
  title: AddItem.shape.title,
  content: AddItem.shape.content.unwrap(),
  type: AddItem.shape.type,
});
export type EstimatedText = z.output<typeof EstimatedText>;

const EstimateIngest = z
  .strictObject({
    kind: z.literal('ingest'),
    knowledgeBaseId: Id,
    items: z.array(EstimatedText).min(1).max(100).optional(),
    characters: z
      .int()
      .min(1)
      .max(10_000_000_000)
      .optional()
      .meta({ description: 'Instead of the texts; compared with what the knowledge base has already' }),
  })
  .refine(({ items, characters }) => (items === undefined) !== (characters === undefined), {
    path: ['items'],
    message: 'send either items or characters',
  });
export type EstimateIngest = z.output<typeof EstimateIngest>;

const EstimateReindex = z.strictObject({
  kind: z.literal('reindex'),
  knowledgeBaseId: Id,
  ...ReindexKnowledgeBase.shape,
});
export type EstimateReindex = z.output<typeof EstimateReindex>;

const EstimateMessageEmbeddings = z.strictObject({
  kind: z.literal('embeddings'),
  type: z
    .enum(embeddingJobTypes)
    .default('initial')
    .meta({ description: 'Of the stored messages of your organisation' }),
});
export type EstimateMessageEmbeddings = z.output<typeof EstimateMessageEmbeddings>;

const EstimateDigest = z.strictObject({
  kind: z.literal('digest'),
  channelId: z.string().trim().min(1).max(200),
  messages: z
    .array(AiMessage)
    .min(1)
    .max(aiMessageLimits.digest)
    .optional()
    .meta({ description: 'Left out: those that are stored of the present period' }),
  period: z
    .enum(digestPeriods)
    .optional()
    .meta({ description: 'Left out: that of the channel’s schedule, or the day' }),
});
export type EstimateDigest = z.output<typeof EstimateDigest>;

const EstimateModeration = z.strictObject({
  kind: z.literal('moderation-batch'),
  items: z.int().min(1).max(moderationLimits.jobItems).meta({ description: 'How many' }),
});
export type EstimateModeration = z.output<typeof EstimateModeration>;

const EstimateTraining = StartTraining.safeExtend({ kind: z.literal('training'), chatbotId: Id });
export type EstimateTraining = z.output<typeof EstimateTraining>;

const EstimateLearning = z.strictObject({
  kind: z.literal('learning'),
  chatbotId: Id,
  ...GenerateLearning.shape,
});
export type EstimateLearning = z.output<typeof EstimateLearning>;

/** A job by its kind, with what its start takes. */
export const EstimateJob = z
  .discriminatedUnion('kind', [
    EstimateIngest,
    EstimateReindex,
    EstimateMessageEmbeddings,
    EstimateDigest,
    EstimateModeration,
    EstimateTraining,
    EstimateLearning,
    EstimateEvaluation,
  ])
  .meta({ id: 'EstimateJob', example: { kind: 'embeddings', type: 'initial' } });
export type EstimateJob = z.output<typeof EstimateJob>;

const left = z.number().nullable().meta({ description: 'Dollars; null without a limit' });
const known = z.int().nullable();

export const JobEstimate = z
  .strictObject({
    kind: z.enum(EstimateJob.options.map(({ shape }) => shape.kind.value)),
    provider: z.string(),
    model: z.string().nullable(),
    requests: known.meta({ description: 'To servers; 0 where this machine does it' }),
    tokens: z.strictObject({ prompt: known, completion: known }),
    cost: z
      .strictObject({ expected: z.number().nullable(), maximum: z.number().nullable() })
      .meta({ description: 'Dollars; null where a price, or how much will be written, is not known' }),
    budgets: z.array(
      z.strictObject({
        scope: z.enum(budgetScopes),
        scopeId: Id,
        remaining: z.strictObject({ daily: left, monthly: left }),
      }),
    ),
    fits: z.boolean().nullable().meta({
      description:
        'true: the budgets allow the maximum; false: not even what is expected; null: it cannot be said',
    }),
  })
  .meta({ id: 'JobEstimate' });
export type JobEstimate = z.output<typeof JobEstimate>;
