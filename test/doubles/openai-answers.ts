import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashEmbedding } from './hash-embedding.js';
import type { LedgerEntry } from './openai-ledger.js';
import { defaultAnswer, promptTokens, tokensOf, type OpenAiBody, type Script } from './openai-script.js';

/** Everything an answer is made of. */
export interface Exchange {
  response: ServerResponse;
  body: OpenAiBody;
  script: Script;
  entry: LedgerEntry;
}

export function sendJson(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** The error body of OpenAI's protocol. */
export function sendError({ response, script }: Pick<Exchange, 'response' | 'script'>): void {
  const { status = 500, message = `scripted ${status}`, code = null, retryAfter } = script;
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const type = status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'server_error';
  sendJson(response, status, { error: { message, type, param: null, code } }, headers);
}

export const toolCallsOf = ({ toolCalls = [] }: Script) =>
  toolCalls.map(({ id, name, arguments: args }, index) => ({
    id: id ?? `call_${index + 1}`,
    type: 'function',
    function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  }));

export const textOf = ({ script, body }: Pick<Exchange, 'script' | 'body'>): string =>
  script.text ?? (script.toolCalls ? '' : defaultAnswer(body));

export const finishReasonOf = (script: Script): string =>
  script.finishReason ?? (script.toolCalls ? 'tool_calls' : 'stop');

/** OpenAI's usage object, or undefined when the script withholds it. */
export function usageOf({ script, body }: Pick<Exchange, 'script' | 'body'>) {
  if (script.usage === false) return undefined;
  const { promptTokens: prompt, completionTokens: completion } = script.usage ?? {
    promptTokens: promptTokens(body),
    completionTokens: tokensOf(textOf({ script, body })).length,
  };
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + (completion ?? 0) };
}

/** A whole answer in one body. */
export async function answerAtOnce(exchange: Exchange): Promise<void> {
  const { response, body, script, entry } = exchange;
  const text = textOf(exchange);
  const toolCalls = toolCallsOf(script);
  const tokens = tokensOf(text).length;
  await sleep((script.paceMs ?? 0) * tokens, undefined, { ref: false });
  entry.tokensSent = tokens;
  sendJson(response, 200, {
    id: `chatcmpl-${entry.index}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: script.model ?? body.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text || null,
          ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
        },
        finish_reason: finishReasonOf(script),
      },
    ],
    usage: usageOf(exchange),
  });
}

/** Vectors of hashed words, as numbers or as base64 of 32-bit floats. */
export function answerEmbeddings({ response, body, script, entry }: Exchange): void {
  const inputs = [body.input ?? []].flat();
  const dimensions = body.dimensions ?? 256;
  const words = inputs.reduce((sum, text) => sum + tokensOf(text).length, 0);
  const tokens = script.usage ? script.usage.promptTokens : words;
  entry.tokensSent = tokens;
  const data = inputs.map((text, index) => {
    const vector = hashEmbedding(text, dimensions);
    const embedding =
      body.encoding_format === 'base64'
        ? Buffer.from(Float32Array.from(vector).buffer).toString('base64')
        : vector;
    return { object: 'embedding', index, embedding };
  });
  const usage = script.usage === false ? undefined : { prompt_tokens: tokens, total_tokens: tokens };
  sendJson(response, 200, { object: 'list', data, model: script.model ?? body.model, usage });
}
