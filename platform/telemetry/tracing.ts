import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import { errorMessage } from '../errors/app-error.js';
import { version } from '../version.js';
import { withinMs } from '../within-ms.js';
import { captureContent } from './content.js';
import { ScrubbingProcessor } from './scrubbing-processor.js';
import type { Telemetry, TelemetryOptions } from './start-telemetry.js';
import { temporalTracing } from './temporal-tracing.js';

/** A receiver that hangs is given up after this; spans wait in memory meanwhile, a bounded number of them. */
const exportMs = 5_000;
const stopMs = 3_000;
const complaintEveryMs = 60_000;

/** Registers the tracer of this process: W3C context in and out, spans in batches to the OTLP receiver. */
export function startTracing({
  config,
  process,
  logger,
  endpoint,
}: TelemetryOptions & { endpoint: string }): Telemetry {
  const resource = new Resource({
    ...config.OTEL_RESOURCE_ATTRIBUTES,
    'service.name': `${config.OTEL_SERVICE_NAME}-${process}`,
    'service.version': version,
  });
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMillis: exportMs,
  });
  const processor = new ScrubbingProcessor(
    new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000, exportTimeoutMillis: exportMs }),
  );
  const provider = new NodeTracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: [processor],
  });
  provider.register();
  captureContent(config.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT);
  let complainedAt = -Infinity;
  setGlobalErrorHandler((error) => {
    if (performance.now() - complainedAt < complaintEveryMs) return;
    complainedAt = performance.now();
    logger.warn({ reason: errorMessage(error) }, 'traces could not be sent');
  });
  return {
    enabled: true,
    temporal: temporalTracing(processor, resource),
    stop: () => withinMs(stopMs, () => provider.shutdown()).catch(() => undefined),
  };
}
