import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { WorkerOptions } from '@temporalio/worker';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';

/** What the parts of a process need to take part in traces. */
export interface Telemetry {
  enabled: boolean;
  temporal: {
    client: WorkflowClientInterceptor[];
    worker: Pick<WorkerOptions, 'interceptors' | 'sinks'>;
  };
  /** Sends what waits, for a few seconds at most. */
  stop(): Promise<void>;
}

const none: Telemetry = {
  enabled: false,
  temporal: { client: [], worker: {} },
  stop: async () => undefined,
};

export interface TelemetryOptions {
  config: Config;
  /** The process: `api`, `worker` or `queues`. */
  process: string;
  logger: Logger;
}

/** Traces by OTLP when `OTEL_EXPORTER_OTLP_ENDPOINT` is set; otherwise nothing of it is loaded. Call it first of all. */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = options.config;
  if (endpoint === undefined) return none;
  const { startTracing } = await import('./tracing.js');
  return startTracing({ ...options, endpoint });
}
