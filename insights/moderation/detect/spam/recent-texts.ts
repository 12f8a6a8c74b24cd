import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { fold, latinLook, visible } from '../normalise/fold.js';

/** How often an author has lately sent the same text. */
export interface RecentTexts {
  /** Counts this one and tells how often it came within the window, itself included; null when it cannot be told. */
  count(key: RecentKey): Promise<number | null>;
}

export interface RecentKey {
  organizationId: string;
  userId: string;
  contentId: string;
  text: string;
  windowMinutes: number;
}

/** What two texts have in common that are the same to a reader: digits and marks are often varied to look new. */
export const shapeOf = (text: string): string =>
  fold(latinLook(visible(text)))
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

/** Everybody says what is shorter again and again. */
export const shortestShape = 4;

/** Remembered as digests in Redis, each content once: to analyse a message again is not to send it again. */
export const createRecentTexts = ({ redis }: { redis: Redis }): RecentTexts => ({
  async count({ organizationId, userId, contentId, text, windowMinutes }) {
    const shape = shapeOf(text);
    if (shape.length < shortestShape) return null;
    const digest = createHash('sha256')
      .update(JSON.stringify([organizationId, userId, shape]))
      .digest('hex')
      .slice(0, 32);
    const key = `moderation:recent:${digest}`;
    const now = Date.now();
    const windowMs = windowMinutes * 60_000;
    try {
      const results = await redis
        .multi()
        .zadd(key, now, contentId)
        .zremrangebyscore(key, 0, now - windowMs)
        .zremrangebyrank(key, 0, -1_001)
        .zcard(key)
        .pexpire(key, windowMs)
        .exec();
      const counted = results?.[3]?.[1];
      return typeof counted === 'number' ? counted : null;
    } catch {
      // Nobody is refused an answer because Redis is away.
      return null;
    }
  },
});
