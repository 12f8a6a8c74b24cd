import { z } from 'zod';

export const aiProviders = ['openai', 'anthropic', 'local'] as const;
export type AiProvider = (typeof aiProviders)[number];

export const CostInfo = z
  .strictObject({
    totalCost: z
      .number()
      .min(0)
      .nullable()
      .meta({ description: 'Dollars; null for a model without a known price' }),
    requestCount: z.int().min(0).meta({ description: 'Calls of models; 0 for a local answer' }),
  })
  .meta({ id: 'CostInfo' });
export type CostInfo = z.output<typeof CostInfo>;
