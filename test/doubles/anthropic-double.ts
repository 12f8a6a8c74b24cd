import type { IncomingMessage } from 'node:http';
import { sendJson, textOf, type Exchange } from './openai-answers.js';
import type { OpenAiBody } from './openai-script.js';
import { anthropicUsage, streamMessage, toolUsesOf } from './anthropic-stream.js';
import { ProtocolDouble, type Protocol } from './protocol-double.js';

export type { LedgerEntry } from './openai-ledger.js';

const errorTypes: Record<number, string> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** The error body of Anthropic's protocol. */
function sendError({ response, script }: Pick<Exchange, 'response' | 'script'>): void {
  const { status = 500, message = `scripted ${status}`, code, retryAfter } = script;
  const type = code ?? errorTypes[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  sendJson(response, status, { type: 'error', error: { type, message }, request_id: 'req_1' }, headers);
}

/** A whole answer in one body. */
function answerAtOnce(exchange: Exchange): void {
  const { response, body, script, entry } = exchange;
  const text = textOf(exchange);
  sendJson(response, 200, {
    id: `msg_${entry.index}`,
    type: 'message',
    role: 'assistant',
    model: script.model ?? body.model,
    content: [...(text ? [{ type: 'text', text }] : []), ...toolUsesOf(script)],
    stop_reason: script.finishReason ?? (script.toolCalls ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    usage: anthropicUsage(exchange),
  });
}

type Block = { type: string; text?: string };

/** The rules of the Messages API that a caller breaks most easily. */
function complaint(request: IncomingMessage, body: OpenAiBody): string | undefined {
  if (!request.headers['anthropic-version']) return 'anthropic-version: header is required';
  const bound = body.max_tokens;
  if (typeof bound !== 'number' || bound < 1) return 'max_tokens: Field required';
  const { messages = [], temperature } = body;
  if (typeof temperature === 'number' && temperature > 1)
    return 'temperature: Input should be less than or equal to 1';
  if (messages[0]?.role !== 'user') return 'messages: first message must use the "user" role';
  for (const [index, { role, content }] of messages.entries()) {
    if (role !== 'user' && role !== 'assistant') return `messages.${index}.role: unexpected role "${role}"`;
    if (messages[index - 1]?.role === role)
      return `messages: roles must alternate, found two "${role}" in a row`;
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : (content as Block[]);
    if (blocks.some(({ type, text }) => type === 'text' && !text?.trim()))
      return 'messages: text content blocks must be non-empty';
  }
  return undefined;
}

const anthropic: Protocol = {
  endpoints: { '/v1/messages': 'chat' },
  basePath: '',
  complaint,
  answer: (_kind, exchange) => (exchange.body.stream ? streamMessage(exchange) : answerAtOnce(exchange)),
  sendError,
};

/** Speaks Anthropic's Messages API (docs: platform.claude.com/docs/en/api/messages). */
export class AnthropicDouble extends ProtocolDouble {
  constructor(apiKey = 'sk-ant-double') {
    super(anthropic, apiKey);
  }
}

/** Starts a double on a free port. */
export const startAnthropicDouble = (apiKey?: string): Promise<AnthropicDouble> =>
  new AnthropicDouble(apiKey).start();
