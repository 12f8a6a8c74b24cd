import type { Context } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Of Temporal's long description of a workflow only what finds it again. */
const workflowFields = ['workflowId', 'runId', 'workflowType', 'taskQueue', 'attempt'];

/**
 * Removes what libraries put into spans and what may quote people or keys: messages and stacks of errors, and the
 * memo, search attributes and inputs of workflows.
 */
export class ScrubbingProcessor implements SpanProcessor {
  constructor(private readonly next: SpanProcessor) {}

  onStart(span: Span, context: Context): void {
    this.next.onStart(span, context);
  }

  onEnd(span: ReadableSpan): void {
    const { attributes, status } = span;
    const isWorkflow = 'workflowType' in attributes;
    for (const name of Object.keys(attributes))
      if (isWorkflow && !workflowFields.includes(name)) delete attributes[name];
    delete status.message;
    for (const { attributes: details } of span.events) {
      delete details?.['exception.message'];
      delete details?.['exception.stacktrace'];
    }
    this.next.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.next.shutdown();
  }
}
