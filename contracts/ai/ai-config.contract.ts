import { z } from 'zod';

const ModelName = z.string().trim().min(1).max(200);
const TimeoutMs = z.int().min(1_000).max(600_000);
const Retries = z.int().min(0).max(10);
const Requests = z.int().min(1).max(10_000_000);
const WindowMs = z
  .int()
  .min(1_000)
  .max(31 * 86_400_000)
  .multipleOf(1_000, 'expected whole seconds in milliseconds');
const TtlSeconds = z
  .int()
  .min(0)
  .max(7 * 86_400)
  .meta({ description: 'Seconds; 0 keeps nothing' });
const Dollars = z.number().min(0).max(1_000_000_000);
const Key = z.string().trim().min(5).max(500).regex(/^\S+$/, 'a key has no spaces');

/** Sections of limits, each for one category of operations. */
export const limitedFeatures = ['summarize', 'search', 'chat', 'embeddings', 'moderation'] as const;
export type LimitedFeature = (typeof limitedFeatures)[number];

/** What answers are kept for; `cache` tells how long. */
export const cachedFeatures = ['summarization', 'search', 'chat', 'embeddings'] as const;
export type CachedFeature = (typeof cachedFeatures)[number];

export const AlertThresholds = z
  .array(z.number().gt(0).max(100))
  .max(10)
  .transform((thresholds) => [...new Set(thresholds)].sort((a, b) => a - b))
  .meta({ description: 'Percentages of a limit', example: [50, 75, 90, 100] });

const provider = {
  enabled: z
    .boolean()
    .meta({ description: 'Whether it is asked: there is a key, and it is not switched off' }),
  apiKey: z
    .string()
    .nullable()
    .meta({ description: 'Masked; null when there is none', example: 'sk-...xyz' }),
  defaultModel: z.string(),
  fallbackModel: z
    .string()
    .nullable()
    .meta({ description: 'Asked in place of the default model while that does not answer' }),
  timeout: z.int().meta({ description: 'Milliseconds to the first piece of an answer, and between two' }),
  maxRetries: z.int().meta({ description: 'Tries after the first one' }),
};
const limits = z.strictObject({
  userMaxRequests: z.int(),
  userWindowMs: z.int(),
  orgMaxRequests: z.int().nullable(),
  orgWindowMs: z.int().nullable(),
});

/** How models are used in this installation. */
export const AiConfig = z
  .strictObject({
    openai: z.strictObject({ ...provider, organization: z.string().nullable() }),
    anthropic: z.strictObject(provider),
    rateLimits: z.strictObject({
      summarize: limits,
      search: limits,
      chat: limits,
      embeddings: limits,
      moderation: limits,
    }),
    cache: z.strictObject({
      enabled: z.boolean(),
      summarizationTtl: z.int(),
      searchTtl: z.int(),
      chatTtl: z.int(),
      embeddingsTtl: z.int(),
    }),
    budgets: z.strictObject({
      dailyLimit: z.number().nullable().meta({
        description:
          'Dollars that an organisation without limits of its own may spend in a day (UTC); null: any',
      }),
      monthlyLimit: z.number().nullable(),
      alertThresholds: z.array(z.number()),
    }),
    version: z.int().meta({ description: 'Counts the changes; 0 before the first' }),
    updatedAt: z.string().nullable(),
  })
  .meta({ id: 'AiConfig' });
export type AiConfig = z.output<typeof AiConfig>;

const providerChange = {
  enabled: z.boolean().nullish(),
  apiKey: Key.nullish().meta({
    description: 'A new key, kept encrypted. The masked one, as it is shown, leaves the key as it is',
  }),
  defaultModel: ModelName.nullish(),
  fallbackModel: ModelName.nullish(),
  timeout: TimeoutMs.nullish(),
  maxRetries: Retries.nullish(),
};
const limitsChange = z
  .strictObject({
    userMaxRequests: Requests.nullish(),
    userWindowMs: WindowMs.nullish(),
    orgMaxRequests: Requests.nullish(),
    orgWindowMs: WindowMs.nullish(),
  })
  .nullish();

/** What is named is changed; `null` puts a value, or a whole section, back to what it is without being set. */
export const UpdateAiConfig = z
  .strictObject({
    openai: z
      .strictObject({ ...providerChange, organization: z.string().trim().min(1).max(200).nullish() })
      .nullish(),
    anthropic: z.strictObject(providerChange).nullish(),
    rateLimits: z
      .strictObject({
        summarize: limitsChange,
        search: limitsChange,
        chat: limitsChange,
        embeddings: limitsChange,
        moderation: limitsChange,
      })
      .nullish(),
    cache: z
      .strictObject({
        enabled: z.boolean().nullish(),
        summarizationTtl: TtlSeconds.nullish(),
        searchTtl: TtlSeconds.nullish(),
        chatTtl: TtlSeconds.nullish(),
        embeddingsTtl: TtlSeconds.nullish(),
      })
      .nullish(),
    budgets: z
      .strictObject({
        dailyLimit: Dollars.nullish(),
        monthlyLimit: Dollars.nullish(),
        alertThresholds: AlertThresholds.nullish(),
      })
      .nullish(),
  })
  .meta({
    id: 'UpdateAiConfig',
    example: { openai: { defaultModel: 'gpt-4o', timeout: 90_000 }, budgets: { dailyLimit: 200 } },
  });

export const AiConfigAnswer = z
  .strictObject({ success: z.literal(true), data: AiConfig })
  .meta({ id: 'AiConfigAnswer' });
export const AiConfigChanged = AiConfigAnswer.extend({ message: z.string() }).meta({
  id: 'AiConfigChanged',
});
export type UpdateAiConfig = z.output<typeof UpdateAiConfig>;
