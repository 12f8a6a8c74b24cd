import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { ZodError } from 'zod';
import { OutboundError } from '../../../platform/http/outbound-error.js';
import { tell } from '../schemas/node.js';
import type { Redact } from '../tools/redact.js';
import { toToolError } from '../tools/to-tool-error.js';
import { ToolError } from '../tools/tool.js';

const longestExcerpt = 500;

/**
 * Whether the server has forgotten the session, so that nothing of the request was done. The specification says 404;
 * servers made after the SDK's examples say 400 with these words.
 */
export const isSessionLost = (error: unknown): boolean =>
  error instanceof StreamableHTTPError &&
  (error.code === 404 || (error.code === 400 && /session/i.test(error.message)));

export const wantsCredentials = (error: unknown): boolean =>
  error instanceof StreamableHTTPError && (error.code === 401 || error.code === 403);

/** What a model and a builder are told of a failed request to an MCP server. */
export function mcpFailure(error: unknown, redact: Redact): ToolError {
  if (error instanceof ToolError) return error;
  if (error instanceof OutboundError)
    return toToolError(
      new OutboundError(error.reason, error.message.replace(/^The site\b/, 'The server'), { cause: error }),
    );
  const told = (text: string) => tell(redact.text(text), longestExcerpt);
  const failure = (kind: ToolError['kind'], message: string) =>
    new ToolError(kind, message, { cause: error });
  if (wantsCredentials(error))
    return failure('refused', `The server does not accept the credentials (${codeOf(error)})`);
  if (error instanceof StreamableHTTPError) {
    if (error.code === -1) return failure('failed', 'The server answered something that is not MCP');
    const busy = [408, 429, 502, 503, 504].includes(error.code ?? 0);
    const message = error.message.replace(/^Streamable HTTP error: (?:Error POSTing to endpoint: )?/, '');
    const about = /redirect/i.test(message) ? `: ${told(message)}` : '';
    return failure(busy ? 'unavailable' : 'failed', `The server answered ${codeOf(error)}${about}`);
  }
  if (error instanceof McpError) {
    if (error.code === Number(ErrorCode.RequestTimeout))
      return failure('timeout', 'The server took too long to answer');
    if (error.code === Number(ErrorCode.ConnectionClosed))
      return failure('unavailable', 'The connection to the server was closed');
    return failure(
      'failed',
      told(error.message.replace(/^(?:MCP error -?\d+: )+/, '')) || 'The server refused the call',
    );
  }
  if (error instanceof ZodError || error instanceof SyntaxError || isOfZod(error))
    return failure('failed', 'The server answered something that is not MCP');
  if (error instanceof Error && /protocol version/i.test(error.message))
    return failure('failed', 'The server speaks a version of MCP that is not supported');
  return failure('failed', 'The server answered something that is not MCP');
}

const codeOf = (error: unknown): number => (error as StreamableHTTPError).code ?? 0;

/** The SDK may bring another copy of zod along. */
const isOfZod = (error: unknown): boolean => error instanceof Error && /^\$?ZodError$/.test(error.name);
