import { z } from 'zod';
import { documented } from './documented-sentence.js';

export const embedLimits = { texts: 100, characters: 8_000 } as const;

const textsRequired = documented('Invalid request: texts array required');

export const EmbedTexts = z
  .strictObject({
    texts: z
      .array(z.string(), { error: textsRequired })
      .min(1, textsRequired)
      .max(embedLimits.texts, documented(`Batch size too large. Maximum: ${embedLimits.texts}`))
      .superRefine((texts, context) => {
        for (const [index, text] of texts.entries()) {
          const problem = problemOf(text);
          if (problem)
            context.addIssue({
              code: 'custom',
              path: [index],
              message: documented(`Text at index ${index} ${problem}`),
            });
        }
      })
      .meta({ example: ['The deployment completed successfully', 'We need to review the code changes'] }),
    model: z.string().trim().min(1).max(200).optional().meta({
      description: 'By default the one that the installation is configured with; GET tells which',
    }),
  })
  .meta({ id: 'EmbedTexts' });
export type EmbedTexts = z.output<typeof EmbedTexts>;

function problemOf(text: string): string | null {
  if (text.trim() === '') return 'is empty';
  if (text.length <= embedLimits.characters) return null;
  return `is too long. Maximum: ${embedLimits.characters} characters`;
}

export const EmbeddedTexts = z
  .strictObject({
    success: z.literal(true),
    embeddings: z.array(z.array(z.number())).meta({ description: 'One vector of length 1 a text, in order' }),
    model: z.string(),
    provider: z.string(),
    dimensions: z.int(),
    usage: z
      .strictObject({ promptTokens: z.int(), totalTokens: z.int() })
      .meta({ description: 'What the model read; texts from the cache cost nothing' }),
    cached: z.int().meta({ description: 'Texts whose vectors were known' }),
    generated: z.int().meta({ description: 'Texts that the model was asked for' }),
  })
  .meta({ id: 'EmbeddedTexts' });
export type EmbeddedTexts = z.output<typeof EmbeddedTexts>;

export const EmbeddingService = z
  .strictObject({
    success: z.literal(true),
    available: z.boolean(),
    model: z.strictObject({
      name: z.string(),
      provider: z.string(),
      dimensions: z.int(),
      maxTokens: z
        .int()
        .nullable()
        .meta({ description: 'Tokens read of a text; null while the model is away' }),
    }),
    models: z.array(z.string()).meta({ description: 'The names that a request may ask for' }),
    stats: z
      .strictObject({
        cacheSize: z.int().meta({ description: 'Vectors that are kept at the moment' }),
        cacheHits: z.int(),
        cacheMisses: z.int(),
        totalRequests: z.int().meta({ description: 'Texts asked for' }),
        totalTokens: z.int(),
        totalCost: z.number().nullable().meta({ description: 'Dollars; null when a price is unknown' }),
        hitRate: z.int().nullable().meta({ description: 'Percent; null before the first text' }),
      })
      .meta({ description: 'Of the organisation, since its first text' }),
  })
  .meta({ id: 'EmbeddingService' });
export type EmbeddingService = z.output<typeof EmbeddingService>;
