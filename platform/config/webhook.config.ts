import { z } from 'zod';

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `5s,5m,2h`: a list of waits, in ms. */
const delays = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)(,\d+(ms|s|m|h|d)){0,29}$/, 'expected up to 30 waits such as 5s,5m,2h')
  .transform((text) =>
    text.split(',').map((wait) => {
      const [, count = '', unit = 's'] = /^(\d+)(\w+)$/.exec(wait) ?? [];
      return Number(count) * unitMs[unit as keyof typeof unitMs];
    }),
  );
const positive = z.coerce.number().positive();

/** Of deliveries to webhooks. Fractions are for tests, which cannot wait for days. */
export const webhookSettings = {
  WEBHOOK_RETRY_DELAYS: delays.prefault('5s,5m,30m,2h,5h,10h,14h,20h,24h'),
  WEBHOOK_TIMEOUT_SECONDS: positive.max(60).default(15),
  WEBHOOK_DISABLE_AFTER_DAYS: positive.max(365).default(5),
  WEBHOOK_SECRET_OVERLAP_HOURS: z.coerce.number().min(0).max(168).default(24),
  WEBHOOK_LOG_DAYS: positive.max(365).default(30),
};
