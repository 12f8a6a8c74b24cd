import { setTimeout as sleep } from 'node:timers/promises';
import { finishReasonOf, textOf, toolCallsOf, usageOf, type Exchange } from './openai-answers.js';
import { tokensOf } from './openai-script.js';

/** Streams an answer as server-sent events, one token each, with the faults of its script. */
export async function streamAnswer(exchange: Exchange): Promise<void> {
  const { response, body, script, entry } = exchange;
  const send = (delta: unknown, finish: string | null = null, extra = {}) =>
    response.write(
      `data: ${JSON.stringify({ ...head(exchange), choices: [choice(delta, finish)], ...extra })}\n\n`,
    );
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
  send({ role: 'assistant', content: '' });
  for (const token of tokensOf(textOf(exchange))) {
    if (await fault(exchange)) return;
    if (script.paceMs) await sleep(script.paceMs, undefined, { ref: false });
    if (response.destroyed) return;
    send({ content: token });
    entry.tokensSent++;
  }
  if (await fault(exchange)) return;
  for (const [index, { function: called, ...call }] of toolCallsOf(script).entries()) {
    const { name, arguments: json } = called;
    const half = Math.ceil(json.length / 2);
    send({ tool_calls: [{ index, ...call, function: { name, arguments: '' } }] });
    for (const part of [json.slice(0, half), json.slice(half)])
      send({ tool_calls: [{ index, function: { arguments: part } }] });
  }
  send({}, finishReasonOf(script));
  const usage = body.stream_options?.include_usage ? usageOf(exchange) : undefined;
  if (usage) response.write(`data: ${JSON.stringify({ ...head(exchange), choices: [], usage })}\n\n`);
  response.end('data: [DONE]\n\n');
}

const head = ({ script, body, entry }: Exchange) => ({
  id: `chatcmpl-${entry.index}`,
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: script.model ?? body.model,
});

const choice = (delta: unknown, finish: string | null) => ({ index: 0, delta, finish_reason: finish });

/** Plays the fault that the script has for this point of the stream, if any. @returns whether the stream is over. */
async function fault({ response, script, entry }: Exchange): Promise<boolean> {
  const sent = entry.tokensSent;
  if (script.malformedAfter === sent) {
    response.end('data: {"choices": [{"delta": {"content": "bro\n\n');
    return true;
  }
  if (script.failAfter === sent) {
    const { message = 'scripted failure in the stream', code = null } = script;
    response.end(`data: ${JSON.stringify({ error: { message, type: 'server_error', code } })}\n\n`);
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
