import { setTimeout as sleep } from 'node:timers/promises';
import { textOf, type Exchange } from './openai-answers.js';
import { promptTokens, tokensOf, type Script } from './openai-script.js';

export const toolUsesOf = ({ toolCalls = [] }: Script) =>
  toolCalls.map(({ id, name, arguments: input }, index) => ({
    type: 'tool_use',
    id: id ?? `toolu_${index + 1}`,
    name,
    input,
  }));

/** Anthropic's usage: what came from the cache or went into it is not part of `input_tokens`. */
export function anthropicUsage({ script, body }: Pick<Exchange, 'script' | 'body'>) {
  const { usage } = script;
  const { promptTokens: prompt, completionTokens: completion } = usage || {
    promptTokens: promptTokens(body) + tokensOf(typeof body.system === 'string' ? body.system : '').length,
    completionTokens: tokensOf(textOf({ script, body })).length,
  };
  const { cacheReadTokens: read = 0, cacheWriteTokens: written = 0 } = script;
  return {
    input_tokens: prompt - read - written,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    output_tokens: completion ?? 0,
  };
}

/** Streams a message as the named events of the Messages API, one token each, with the faults of its script. */
export async function streamMessage(exchange: Exchange): Promise<void> {
  const { response, body, script, entry } = exchange;
  const send = (type: string, fields: object = {}) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const { output_tokens: written, ...read } = anthropicUsage(exchange);
  const head = { id: `msg_${entry.index}`, type: 'message', role: 'assistant', content: [] };
  const model = script.model ?? body.model;
  const unknown = { stop_reason: null, stop_sequence: null };
  send('message_start', { message: { ...head, model, ...unknown, usage: { ...read, output_tokens: 1 } } });
  send('ping');
  let index = 0;
  const text = textOf(exchange);
  if (text) {
    send('content_block_start', { index, content_block: { type: 'text', text: '' } });
    for (const token of tokensOf(text)) {
      if (await fault(exchange)) return;
      if (script.paceMs) await sleep(script.paceMs, undefined, { ref: false });
      if (response.destroyed) return;
      send('content_block_delta', { index, delta: { type: 'text_delta', text: token } });
      entry.tokensSent++;
    }
    if (await fault(exchange)) return;
    send('content_block_stop', { index });
    index++;
  }
  for (const { input, ...use } of toolUsesOf(script)) {
    const json = typeof input === 'string' ? input : JSON.stringify(input);
    const half = Math.ceil(json.length / 2);
    send('content_block_start', { index, content_block: { ...use, input: {} } });
    for (const part of ['', json.slice(0, half), json.slice(half)])
      send('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: part } });
    send('content_block_stop', { index });
    index++;
  }
  const stop = script.finishReason ?? (script.toolCalls ? 'tool_use' : 'end_turn');
  const usage = script.usage === false ? {} : { output_tokens: written };
  send('message_delta', { delta: { stop_reason: stop, stop_sequence: null }, usage });
  send('message_stop');
  response.end();
}

/** Plays the fault that the script has for this point of the stream, if any. @returns whether the stream is over. */
async function fault({ response, script, entry }: Exchange): Promise<boolean> {
  const sent = entry.tokensSent;
  if (script.malformedAfter === sent) {
    response.end('event: content_block_delta\ndata: {"type": "content_block_delta", "delta": {"te\n\n');
    return true;
  }
  if (script.failAfter === sent) {
    const { message = 'scripted failure in the stream', code } = script;
    const error = { type: code ?? 'overloaded_error', message };
    response.end(`event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`);
    return true;
  }
  if (script.stopAfter === sent) {
    response.end();
    return true;
  }
  if (script.cutAfter === sent) {
    // What was written must have left, or the client would see fewer tokens than the ledger.
    await sleep(5);
    entry.outcome = 'cut';
    response.socket?.destroy();
    return true;
  }
  return script.silentAfter === sent;
}
