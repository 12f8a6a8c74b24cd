import { z } from 'zod';
import { documented } from './documented-sentence.js';
import { ContentAction, ModerationPolicyChange } from './moderation-policy.contract.js';

export const contentTypes = ['text', 'image', 'video', 'file', 'profile', 'channel'] as const;
export type ContentType = (typeof contentTypes)[number];
export const priorities = ['low', 'medium', 'high', 'critical'] as const;
export type Priority = (typeof priorities)[number];
export const issueTypes = ['toxicity', 'spam', 'profanity', 'nsfw'] as const;
export type IssueType = (typeof issueTypes)[number];

export const moderationLimits = {
  characters: 50_000,
  batch: 100,
  jobItems: 10_000,
  url: 2_000,
  dataUrl: 7_000_000,
} as const;
export const contentTooLong = documented('Content too long');

export const ContentId = z.string().min(1).max(200).meta({ example: 'msg-123' });
export const OutsideUserId = z.string().min(1).max(200).meta({ example: 'user-456' });

/** An address, or a picture of some 5 MB in base64. */
const PictureUrl = z
  .string()
  .max(moderationLimits.dataUrl)
  .refine((url) => url.length <= moderationLimits.url || url.startsWith('data:'), {
    message: `an address has at most ${moderationLimits.url} characters`,
  });

/** Further fields are the caller's own; names, captions and extracted texts among them are moderated too. */
export const ContentMetadata = z
  .looseObject({
    userId: OutsideUserId.optional(),
    channelId: z.string().min(1).max(200).optional(),
    name: z.string().max(1_000).optional(),
    caption: z.string().max(10_000).optional(),
    extractedText: z.string().max(50_000).optional(),
    mimeType: z.string().max(200).optional().meta({ description: 'Tells whether a file is a picture' }),
    url: PictureUrl.optional().meta({
      description:
        'Of a picture, for a model that sees: an https address, which only its provider reads, or a data URL',
    }),
    thumbnailUrl: PictureUrl.optional().meta({ description: 'The same, of a still from a video' }),
  })
  .meta({ id: 'ContentMetadata' });

const contentFields = {
  contentId: ContentId,
  content: z.string(),
  contentType: z.enum(contentTypes).default('text'),
  metadata: ContentMetadata.nullish(),
};

export const AnalyzeContent = z
  .strictObject({
    ...contentFields,
    content: z.string().min(1).max(moderationLimits.characters, contentTooLong),
    policy: ModerationPolicyChange.optional(),
    enableToxicity: z.boolean().default(true),
    enableSpam: z.boolean().default(true),
    enableClassification: z.boolean().default(true),
  })
  .meta({ id: 'AnalyzeContent' });
export type AnalyzeContent = z.output<typeof AnalyzeContent>;

/** One of many; what is wrong with its content fails it alone. */
export const BatchContent = z.strictObject(contentFields).meta({ id: 'BatchContent' });
export type BatchContent = z.output<typeof BatchContent>;

const Score = z.number().min(0).max(1);
const MaybeScore = Score.nullable().meta({ description: 'null: not looked for' });

export const DetectedIssue = z
  .strictObject({
    type: z.enum(issueTypes),
    severity: z.enum(priorities),
    confidence: Score,
    details: z.string(),
  })
  .meta({ id: 'DetectedIssue' });
export type DetectedIssue = z.output<typeof DetectedIssue>;

export const IssueScores = z
  .strictObject({ toxicity: MaybeScore, spam: MaybeScore, profanity: MaybeScore, nsfw: MaybeScore })
  .meta({ id: 'IssueScores' });
export type IssueScores = z.output<typeof IssueScores>;

export const Analysis = z
  .strictObject({
    shouldFlag: z.boolean(),
    riskScore: Score,
    priority: z.enum(priorities),
    detectedIssues: z.array(DetectedIssue),
    categories: IssueScores,
    recommendedAction: z.enum(['approve', 'flag', 'hide', 'delete']),
    autoAction: ContentAction,
    confidence: Score,
  })
  .meta({ id: 'Analysis' });
export type Analysis = z.output<typeof Analysis>;

export const ToxicityAnalysis = z
  .strictObject({
    isToxic: z.boolean(),
    score: Score,
    categories: z.strictObject({ hate: Score, harassment: Score, violence: Score, sexual: Score }),
  })
  .meta({ id: 'ToxicityAnalysis' });
export type ToxicityAnalysis = z.output<typeof ToxicityAnalysis>;

export const SpamAnalysis = z
  .strictObject({ isSpam: z.boolean(), score: Score, indicators: z.array(z.string()) })
  .meta({ id: 'SpamAnalysis' });
export type SpamAnalysis = z.output<typeof SpamAnalysis>;

export const Classification = z
  .strictObject({
    category: z.string(),
    subcategory: z.string().nullable(),
    confidence: Score,
    tags: z.array(z.string()),
  })
  .meta({ id: 'Classification' });
export type Classification = z.output<typeof Classification>;

export const SkippedCheck = z
  .strictObject({
    check: z.enum(['model', 'semantics', 'image', 'imageCategories', 'repetition']),
    reason: z.string(),
  })
  .meta({ id: 'SkippedCheck' });
export type SkippedCheck = z.output<typeof SkippedCheck>;

export const contentAnalysisFields = {
  analysis: Analysis,
  toxicityAnalysis: ToxicityAnalysis.nullable(),
  spamAnalysis: SpamAnalysis.nullable(),
  classification: Classification.nullable(),
  provider: z.enum(['openai', 'local']).meta({ description: 'Who judged toxicity' }),
  language: z.string().nullable(),
  skippedChecks: z.array(SkippedCheck).meta({ description: 'What was not looked at, and why' }),
};
export const ContentAnalysis = z.strictObject(contentAnalysisFields).meta({ id: 'ContentAnalysis' });
export type ContentAnalysis = z.output<typeof ContentAnalysis>;

export const AnalyzeContentAnswer = z
  .strictObject({
    success: z.literal(true),
    ...contentAnalysisFields,
    queueItemId: z
      .string()
      .nullable()
      .meta({ description: 'Where it waits for a moderator; null when it does not' }),
  })
  .meta({ id: 'AnalyzeContentAnswer' });
