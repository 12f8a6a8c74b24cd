import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { GuardedStream } from '../../../platform/http/guarded-fetch.types.js';
import type { McpAddress } from './mcp-connection.js';

const patienceMs = 5_000;

/**
 * Whether a server that refused a session is one of before 2025-03-26, which answers a GET with a stream of events at
 * once (MCP 2025-03-26, transports, backwards compatibility).
 */
export async function isDeprecatedTransport(
  error: unknown,
  { url, headers }: McpAddress,
  stream: GuardedStream,
): Promise<boolean> {
  if (!(error instanceof StreamableHTTPError) || ![400, 404, 405].includes(error.code ?? 0)) return false;
  try {
    const answer = await stream({
      url,
      headers: { ...headers, accept: 'text/event-stream' },
      limits: { totalMs: patienceMs, silenceMs: patienceMs },
    });
    answer.body.on('error', () => undefined).destroy();
    return answer.status === 200 && /^text\/event-stream\b/i.test(answer.headers['content-type'] ?? '');
  } catch {
    return false;
  }
}
