import { z } from 'zod';

export interface RateLimit {
  /** Requests allowed in a window. */
  points: number;
  /** Length of the window in seconds. */
  seconds: number;
}

export const rateLimitCategories = [
  'auth',
  'session',
  'read',
  'conversation',
  'management',
  'summarization',
  'search',
  'embeddings',
  'moderation',
  'admin',
] as const;
export type RateLimitCategory = (typeof rateLimitCategories)[number];
export type RateLimits = Record<RateLimitCategory, { caller: RateLimit; organization: RateLimit | null }>;

const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** `30/1m`: thirty requests a minute. */
export const RateLimitText = z
  .string()
  .regex(/^[1-9]\d*\/[1-9]\d*[smhd]$/, 'expected REQUESTS/WINDOW such as 30/1m')
  .transform((text): RateLimit => {
    const [points = '', window = ''] = text.split('/');
    const unit = window.at(-1) as keyof typeof unitSeconds;
    return { points: Number(points), seconds: Number(window.slice(0, -1)) * unitSeconds[unit] };
  });

const perMinute = (points: number): RateLimit => ({ points, seconds: 60 });
const perHour = (points: number): RateLimit => ({ points, seconds: 3_600 });

/** The documented limits; `auth` is login, registration and password reset, `session` the other authentication calls. */
export const defaultRateLimits: RateLimits = {
  auth: { caller: perMinute(10), organization: null },
  session: { caller: perMinute(20), organization: null },
  read: { caller: perMinute(300), organization: null },
  conversation: { caller: perMinute(60), organization: perMinute(6_000) },
  management: { caller: perMinute(30), organization: null },
  summarization: { caller: perHour(50), organization: perHour(500) },
  search: { caller: perMinute(20), organization: perMinute(1_000) },
  embeddings: { caller: perMinute(10), organization: perMinute(100) },
  moderation: { caller: perHour(100), organization: perHour(1_000) },
  admin: { caller: perMinute(30), organization: null },
};
