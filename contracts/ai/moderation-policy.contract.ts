import { z } from 'zod';

/** What may be done by itself with content of a kind. */
export const contentActions = ['none', 'flag', 'hide', 'warn', 'mute', 'delete'] as const;
export type ContentAction = (typeof contentActions)[number];
export const ContentAction = z.enum(contentActions);

const Threshold = z.number().min(0).max(1);
const Term = z.string().trim().min(2).max(100);
const Terms = z.array(Term).max(1_000);
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{1,253}$)([a-z0-9-]+\.)+[a-z0-9-]{2,}$/, 'expected a domain such as example.org');
const Domains = z.array(Domain).max(500);

/** Fields of `policy`; PUT merges them, a request to analyse may override them for itself. */
const policyFields = {
  toxicityThreshold: Threshold,
  spamThreshold: Threshold,
  profanityThreshold: Threshold,
  nsfwThreshold: Threshold,
  toxicityAction: ContentAction,
  spamAction: ContentAction,
  profanityAction: ContentAction,
  nsfwAction: ContentAction,
  autoModeration: z.boolean().meta({ description: 'Whether actions are taken by themselves' }),
  muteMinutes: z
    .int()
    .min(1)
    .max(525_600)
    .meta({ description: 'How long the author is muted where an action is `mute`' }),
};
export const ModerationPolicy = z.strictObject(policyFields).meta({ id: 'ModerationPolicy' });
export type ModerationPolicy = z.output<typeof ModerationPolicy>;
export const ModerationPolicyChange = ModerationPolicy.partial().meta({ id: 'ModerationPolicyChange' });
export type ModerationPolicyChange = z.output<typeof ModerationPolicyChange>;

const OwnThreshold = Threshold.nullable().meta({ description: "null: the policy's toxicityThreshold" });
const categoryThresholds = {
  hate: OwnThreshold,
  harassment: OwnThreshold,
  violence: OwnThreshold,
  sexual: OwnThreshold,
};
const toxicityFields = {
  enabled: z.boolean(),
  useModel: z.boolean().meta({ description: 'Ask the moderation model of OpenAI where a key is configured' }),
  useSemantics: z
    .boolean()
    .meta({ description: 'Compare English texts with examples of each category, on this machine' }),
  categoryThresholds: z.strictObject(categoryThresholds),
  blockedWords: Terms.meta({ description: 'Words and phrases that are always held to be profanity' }),
  allowedWords: Terms.meta({ description: 'Words and phrases of the word lists that are not looked at' }),
};
export const ToxicityConfig = z.strictObject(toxicityFields).meta({ id: 'ToxicityConfig' });
export type ToxicityConfig = z.output<typeof ToxicityConfig>;

const spamFields = {
  enabled: z.boolean(),
  maxLinks: z.int().min(0).max(1_000),
  maxMentions: z.int().min(0).max(1_000),
  maxCapsRatio: z.number().min(0).max(1),
  maxRepetitions: z
    .int()
    .min(1)
    .max(1_000)
    .meta({ description: 'How often an author may send the same text within the window' }),
  repetitionWindowMinutes: z.int().min(1).max(1_440),
  allowedDomains: Domains,
  blockedDomains: Domains,
  blockedPhrases: Terms,
};
export const SpamConfig = z.strictObject(spamFields).meta({ id: 'SpamConfig' });
export type SpamConfig = z.output<typeof SpamConfig>;

const classifierFields = {
  enabled: z.boolean(),
  minConfidence: Threshold.meta({ description: 'Below it the category is `general_discussion`' }),
  maxTags: z.int().min(0).max(20),
};
export const ClassifierConfig = z.strictObject(classifierFields).meta({ id: 'ClassifierConfig' });
export type ClassifierConfig = z.output<typeof ClassifierConfig>;

export const ModerationSettings = z
  .strictObject({
    policy: ModerationPolicy,
    toxicityConfig: ToxicityConfig,
    spamConfig: SpamConfig,
    classifierConfig: ClassifierConfig,
  })
  .meta({ id: 'ModerationSettings' });
export type ModerationSettings = z.output<typeof ModerationSettings>;

export const ModerationSettingsAnswer = ModerationSettings.safeExtend({ success: z.literal(true) }).meta({
  id: 'ModerationSettingsAnswer',
});

export const UpdateModerationSettings = z
  .strictObject({
    policy: ModerationPolicyChange,
    toxicityConfig: z
      .strictObject({ ...toxicityFields, categoryThresholds: z.strictObject(categoryThresholds).partial() })
      .partial(),
    spamConfig: SpamConfig.partial(),
    classifierConfig: ClassifierConfig.partial(),
  })
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'nothing to update')
  .meta({ id: 'UpdateModerationSettings' });
export type UpdateModerationSettings = z.output<typeof UpdateModerationSettings>;

export const ModerationMessage = z
  .strictObject({ success: z.literal(true), message: z.string() })
  .meta({ id: 'ModerationMessage' });

/** The policy of an organisation that has not changed it. */
export const defaultModerationSettings: ModerationSettings = {
  policy: {
    toxicityThreshold: 0.7,
    spamThreshold: 0.6,
    profanityThreshold: 0.6,
    nsfwThreshold: 0.7,
    toxicityAction: 'hide',
    spamAction: 'flag',
    profanityAction: 'flag',
    nsfwAction: 'hide',
    autoModeration: true,
    muteMinutes: 60,
  },
  toxicityConfig: {
    enabled: true,
    useModel: true,
    useSemantics: true,
    categoryThresholds: { hate: null, harassment: null, violence: null, sexual: null },
    blockedWords: [],
    allowedWords: [],
  },
  spamConfig: {
    enabled: true,
    maxLinks: 3,
    maxMentions: 5,
    maxCapsRatio: 0.7,
    maxRepetitions: 3,
    repetitionWindowMinutes: 10,
    allowedDomains: [],
    blockedDomains: [],
    blockedPhrases: [],
  },
  classifierConfig: { enabled: true, minConfidence: 0.3, maxTags: 5 },
};
