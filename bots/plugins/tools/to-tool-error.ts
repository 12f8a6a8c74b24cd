import { OutboundError } from '../../../platform/http/outbound-error.js';
import { ToolError, type ToolErrorKind } from './tool.js';

const kinds: Record<OutboundError['reason'], ToolErrorKind> = {
  refused: 'refused',
  unreachable: 'unavailable',
  timeout: 'timeout',
  'too-large': 'failed',
  'content-type': 'failed',
  protocol: 'failed',
};

/** What is told of a call that failed: our own sentences as they are, of anything else only that it happened. */
export function toToolError(error: unknown): ToolError {
  if (error instanceof ToolError) return error;
  if (error instanceof OutboundError)
    return new ToolError(kinds[error.reason], error.message, { cause: error });
  return new ToolError('failed', 'The tool failed unexpectedly', { cause: error });
}
