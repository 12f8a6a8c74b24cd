import type { Resource } from '@opentelemetry/resources';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker/index.js';
import type { Telemetry } from './start-telemetry.js';

/** Temporal's interceptors: the trace of a request goes on in the workflow that it starts, and in its activities. */
export const temporalTracing = (processor: SpanProcessor, resource: Resource): Telemetry['temporal'] => ({
  client: [new OpenTelemetryWorkflowClientInterceptor()],
  worker: {
    interceptors: {
      activity: [(context) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(context) })],
    },
    sinks: { exporter: makeWorkflowExporter(processor, resource) },
  },
});
