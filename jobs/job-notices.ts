import type { Redis } from 'ioredis';
import type { Logger } from '../platform/logging/logger.js';
import { createNotices, type Notices } from '../platform/redis/notices.js';

/** Tells that a job changed; whoever is interested reads the truth from the database. */
export type JobNotices = Notices;

export const createJobNotices = (options: { redis: Redis; subscriber?: Redis; logger: Logger }): JobNotices =>
  createNotices({ ...options, prefix: 'job' });
