import { register } from 'prom-client';
import { z } from 'zod';
import { CommunityHealth, Health, HealthStatus } from '../../contracts/health.contract.js';
import { defineRoute } from '../http/route.js';
import { text, type Reply } from '../http/reply.js';
import {
  checkServices,
  overallHealth,
  type CheckedService,
  type HealthCheck,
  type OverallHealth,
} from './health-checks.js';

export interface HealthDependencies {
  checks: HealthCheck[];
  version: string;
  countWorkers(): Promise<number | null>;
  providerStatus(): z.output<typeof HealthStatus>['providers'];
  /** Draining processes say so, that no more requests are sent to them. */
  isShuttingDown(): boolean;
  /** Whether requests without credentials pass. */
  authenticationBypassed: boolean;
}

/** 503 when requests cannot be served, so that probes need not read the body. */
const answer = (status: OverallHealth, data: object): Reply => ({
  kind: 'data',
  status: status === 'unhealthy' ? 503 : 200,
  data,
});

const communityService = ({ healthy, responseTimeMs, engine }: CheckedService) => ({
  status: healthy ? ('healthy' as const) : ('unhealthy' as const),
  response_time: responseTimeMs === null ? null : `${Math.max(1, Math.round(responseTimeMs))}ms`,
  ...(engine ? { engine } : {}),
});

/** `72h 15m 30s`. */
const spelledOut = (seconds: number): string =>
  `${Math.floor(seconds / 3_600)}h ${Math.floor((seconds % 3_600) / 60)}m ${seconds % 60}s`;

export const createHealthRoutes = ({
  checks,
  version,
  countWorkers,
  providerStatus,
  isShuttingDown,
  authenticationBypassed,
}: HealthDependencies) => {
  const look = async () => {
    const services = await checkServices(checks);
    return { services, status: isShuttingDown() ? ('unhealthy' as const) : overallHealth(services) };
  };
  const basics = (status: OverallHealth) => ({
    status,
    version,
    uptime: Math.floor(process.uptime()),
    timestamp: new Date().toISOString(),
    ...(authenticationBypassed ? { authentication: 'bypassed' as const } : {}),
  });
  return [
    defineRoute({
      surface: 'community',
      method: 'GET',
      path: '/health',
      summary: 'Check the health of the services',
      tag: 'Health',
      access: 'public',
      limit: 'read',
      responses: { 200: CommunityHealth, 503: CommunityHealth },
      handler: async () => {
        const { status, services } = await look();
        return answer(status, {
          status,
          version,
          uptime: spelledOut(Math.floor(process.uptime())),
          services: Object.fromEntries(services.map((service) => [service.name, communityService(service)])),
        });
      },
    }),
    defineRoute({
      surface: 'platform',
      method: 'GET',
      path: '/api/v1/health',
      summary: 'Check the health',
      tag: 'Health',
      access: 'public',
      limit: 'read',
      responses: { 200: Health, 503: Health },
      handler: async () => {
        const { status } = await look();
        return answer(status, basics(status));
      },
    }),
    defineRoute({
      surface: 'platform',
      method: 'GET',
      path: '/api/v1/health/status',
      summary: 'Get the detailed status of the system',
      tag: 'Health',
      access: 'admin',
      limit: 'read',
      responses: { 200: HealthStatus },
      handler: async () => {
        const [{ status, services }, workers] = await Promise.all([look(), countWorkers()]);
        return {
          kind: 'data',
          status: 200,
          data: {
            ...basics(status),
            services: Object.fromEntries(
              services.map(({ name, healthy, ...service }) => [
                name,
                { status: healthy ? 'healthy' : 'unhealthy', ...service },
              ]),
            ),
            workers,
            providers: providerStatus(),
            process: {
              pid: process.pid,
              memoryBytes: process.memoryUsage.rss(),
              nodeVersion: process.version,
            },
          },
        };
      },
    }),
    defineRoute({
      surface: 'platform',
      method: 'GET',
      path: '/api/v1/metrics',
      summary: 'Get metrics in the Prometheus format',
      tag: 'Health',
      access: 'admin',
      limit: 'read',
      responses: { 200: z.string() },
      produces: 'text/plain',
      handler: async () => text(register.contentType, await register.metrics()),
    }),
  ];
};
