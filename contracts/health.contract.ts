import { z } from 'zod';
import { Timestamp } from './common.contract.js';

export const ServiceHealth = z.strictObject({
  status: z.enum(['healthy', 'unhealthy']),
  response_time: z.string().nullable(),
  engine: z
    .string()
    .optional()
    .meta({ description: 'What serves it, where there is a choice', example: 'Qdrant 1.19.0' }),
});

/** The documented body of `/health`. */
export const CommunityHealth = z
  .strictObject({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    services: z.record(z.string(), ServiceHealth),
    version: z.string(),
    uptime: z.string().meta({ example: '72h 15m 30s' }),
  })
  .meta({ id: 'CommunityHealth' });

/** Only where it is so: a development server that asks nobody who they are. */
const Authentication = z.literal('bypassed').optional();

export const Health = z
  .strictObject({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    version: z.string(),
    uptime: z.int().meta({ description: 'Seconds since this process started' }),
    timestamp: Timestamp,
    authentication: Authentication,
  })
  .meta({ id: 'Health' });

export const HealthStatus = z
  .strictObject({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    version: z.string(),
    uptime: z.int(),
    timestamp: Timestamp,
    authentication: Authentication,
    services: z.record(
      z.string(),
      z.strictObject({
        status: z.enum(['healthy', 'unhealthy']),
        required: z.boolean(),
        responseTimeMs: z.number().nullable(),
        error: z.string().nullable(),
        engine: z.string().optional(),
      }),
    ),
    workers: z
      .int()
      .nullable()
      .meta({ description: 'Workers that take on jobs; null when it cannot be told' }),
    providers: z.array(
      z.strictObject({
        provider: z.string(),
        state: z.string(),
        lastError: z.string().nullable(),
        retryAt: Timestamp.nullable(),
      }),
    ),
    process: z.strictObject({ pid: z.int(), memoryBytes: z.int(), nodeVersion: z.string() }),
  })
  .meta({ id: 'HealthStatus' });
