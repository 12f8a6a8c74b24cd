export interface HealthCheck {
  name: string;
  /** Without it requests cannot be served. */
  required: boolean;
  /** What serves it, where there is a choice. */
  engine?: string;
  check(): Promise<void>;
}

export interface CheckedService {
  name: string;
  required: boolean;
  healthy: boolean;
  responseTimeMs: number | null;
  error: string | null;
  engine?: string;
}

export type OverallHealth = 'healthy' | 'degraded' | 'unhealthy';

const deadlineMs = 2_500;

/** Asks every service at once; one that does not answer in time counts as unhealthy. */
export async function checkServices(checks: HealthCheck[]): Promise<CheckedService[]> {
  return Promise.all(
    checks.map(async ({ name, required, engine, check }) => {
      const service = { name, required, ...(engine ? { engine } : {}) };
      const start = performance.now();
      try {
        await withDeadline(check());
        return {
          ...service,
          healthy: true,
          responseTimeMs: Math.round((performance.now() - start) * 10) / 10,
          error: null,
        };
      } catch (error) {
        return {
          ...service,
          healthy: false,
          responseTimeMs: null,
          error: error instanceof Error ? error.message : String(error),
        };
      }
    }),
  );
}

export function overallHealth(services: CheckedService[]): OverallHealth {
  if (services.some(({ required, healthy }) => required && !healthy)) return 'unhealthy';
  return services.every(({ healthy }) => healthy) ? 'healthy' : 'degraded';
}

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
