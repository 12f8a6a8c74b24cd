import { z } from 'zod';
import { Id, listQuery, Timestamp } from './common.contract.js';
import { Evidence } from './insights.contract.js';

export const learningKinds = ['knowledge', 'example', 'correction'] as const;
export type LearningKind = (typeof learningKinds)[number];

export const learningSources = ['manual', 'generated'] as const;
export type LearningSource = (typeof learningSources)[number];

export const learningStatuses = ['pending', 'approved', 'rejected', 'applied'] as const;
export type LearningStatus = (typeof learningStatuses)[number];

/** Items of one job that applies them. */
export const mostApplied = 1_000;

const question = z.string().trim().min(1).max(2_000).meta({ example: 'Do you ship to Norway?' });
const answer = z.string().trim().min(1).max(4_000).meta({ example: 'Yes, within five working days.' });
const intent = z.string().trim().min(1).max(100).meta({ example: 'shipping' });
const kind = z.enum(learningKinds).meta({
  description:
    '`knowledge`: question and answer become searchable; `example`: an input with its intent or answer to train on; `correction`: the answer that should have been given',
});

/** Where a proposed answer or intent was taken from. */
export const LearningOrigin = z
  .strictObject({
    type: z.enum(['passage', 'draft', 'rated-answer', 'intent-model']),
    itemId: Id.nullable().meta({ description: 'Of the document that it rests on' }),
    title: z.string().nullable(),
    messageId: Id.nullable().meta({ description: 'Of the well rated answer that it is' }),
    model: z.string().nullable().meta({ description: 'What wrote a draft' }),
    score: z.number().nullable().meta({ description: 'How well it fits, 0..1' }),
  })
  .meta({ id: 'LearningOrigin' });
export type LearningOrigin = z.output<typeof LearningOrigin>;

/** Where an applied item went. */
export const LearnedAs = z
  .strictObject({
    knowledgeBaseId: Id.nullable(),
    itemId: Id.nullable(),
    datasetId: Id.nullable(),
    exampleId: Id.nullable(),
  })
  .meta({ id: 'LearnedAs' });

export const LearningItem = z
  .strictObject({
    id: Id,
    chatbotId: Id,
    kind,
    question: z.string(),
    answer: z.string().nullable().meta({ description: 'null: still to be written' }),
    intent: z.string().nullable(),
    source: z.enum(learningSources),
    evidence: z.array(Evidence),
    origin: LearningOrigin.nullable(),
    status: z.enum(learningStatuses),
    jobId: Id.nullable().meta({ description: 'The job that is applying it or taking it back' }),
    learnedAs: LearnedAs.nullable(),
    createdBy: Id,
    decidedBy: Id.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    appliedAt: Timestamp.nullable(),
  })
  .meta({ id: 'LearningItem' });
export type LearningItem = z.output<typeof LearningItem>;

export const CreateLearningItem = z
  .strictObject({
    kind: kind.default('knowledge'),
    question,
    answer: answer.nullish(),
    intent: intent.nullish(),
    messageIds: z
      .array(Id)
      .max(20)
      .optional()
      .meta({ description: 'Answers of this bot that show why; they become the evidence' }),
  })
  .meta({ id: 'CreateLearningItem' });
export type CreateLearningItem = z.output<typeof CreateLearningItem>;

export const UpdateLearningItem = z
  .strictObject({
    kind: z.enum(learningKinds).optional(),
    question: question.optional(),
    answer: answer.nullable().optional(),
    intent: intent.nullable().optional(),
  })
  .meta({ id: 'UpdateLearningItem' });
export type UpdateLearningItem = z.output<typeof UpdateLearningItem>;

export const ChangeLearningStatus = z
  .strictObject({
    status: z
      .enum(learningStatuses)
      .meta({ description: '`applied` comes from applying alone', example: 'approved' }),
  })
  .meta({ id: 'ChangeLearningStatus' });

export const ListLearning = z
  .strictObject({
    ...listQuery(['createdAt', 'updatedAt'], 'createdAt:desc').shape,
    status: z.enum(learningStatuses).optional(),
    kind: z.enum(learningKinds).optional(),
    source: z.enum(learningSources).optional(),
  })
  .meta({ id: 'ListLearning' });
export type ListLearning = z.output<typeof ListLearning>;

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const GenerateLearning = z
  .strictObject({
    from: moment.optional().meta({ description: '30 days before `to` when left out' }),
    to: moment.optional().meta({ description: 'Not included; now when left out' }),
    limit: z.int().min(1).max(500).default(100).meta({ description: 'Items at most' }),
  })
  .meta({ id: 'GenerateLearning' });
export type GenerateLearning = z.output<typeof GenerateLearning>;

const train = z.boolean().optional().meta({
  description:
    'Whether examples and corrections are trained at once. Left out: when the bot has a trained model already',
});

export const ApplyLearning = z
  .strictObject({
    itemIds: z
      .array(Id)
      .min(1)
      .max(mostApplied)
      .optional()
      .meta({ description: 'Left out: everything that is approved' }),
    train,
  })
  .meta({ id: 'ApplyLearning' });
export type ApplyLearning = z.output<typeof ApplyLearning>;

export const UndoLearning = z.strictObject({ train }).meta({ id: 'UndoLearning' });
export type UndoLearning = z.output<typeof UndoLearning>;

export const AcceptedLearning = z.strictObject({ jobId: Id }).meta({ id: 'AcceptedLearning' });

export const AcceptedApplication = z
  .strictObject({
    jobId: Id,
    itemIds: z.array(Id),
    skipped: z
      .array(z.strictObject({ id: Id, reason: z.string() }))
      .meta({ description: 'Named items that are not applied, and why' }),
  })
  .meta({ id: 'AcceptedApplication' });
export type AcceptedApplication = z.output<typeof AcceptedApplication>;
