import {
  connect,
  constants,
  createServer,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Gate } from './mongo-gate.js';
import type { EffectWatch } from './watch.js';

/** What a worker makes Temporal remember; it asks for tasks and sends heartbeats besides. */
const effects =
  /\/(Respond\w+|StartWorkflowExecution|SignalWithStartWorkflowExecution|SignalWorkflowExecution|RequestCancelWorkflowExecution|TerminateWorkflowExecution|(?:Create|Update|Patch|Delete)Schedule)$/;
/** Of a message in gRPC: whether it is compressed, and its length. */
const prefixBytes = 5;

/** Stands between a process and Temporal as a proxy of gRPC, which is HTTP/2; what Temporal has to remember passes the watch. */
export async function startTemporalGate(target: number, watch: EffectWatch): Promise<Gate> {
  const sessions = new Set<{ destroy(): void }>();
  const server = createServer();
  server.on('session', (session) => {
    const upstream = connect(`http://127.0.0.1:${target}`);
    sessions.add(session).add(upstream);
    upstream.on('error', () => session.destroy());
    upstream.on('close', () => session.destroy());
    session.on('error', () => undefined);
    session.on('close', () => {
      sessions.delete(session);
      sessions.delete(upstream);
      upstream.destroy();
    });
    session.on('stream', (stream, headers) => {
      // Whoever asks may die in mid-sentence.
      forward(stream, headers, { upstream, watch }).catch(() => stream.destroy());
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const session of sessions) session.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function forward(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  { upstream, watch }: { upstream: ClientHttp2Session; watch: EffectWatch },
): Promise<void> {
  stream.on('error', () => undefined);
  const method = effects.exec(String(headers[':path']))?.[1];
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const passage = method ? await watch.pass({ name: `temporal ${method}`, content: plain(body) }) : undefined;
  if (stream.destroyed || upstream.destroyed) return;
  const request = upstream.request(headers);
  // Whoever waited for a task and is gone must not be given one.
  stream.on('close', () => request.close(constants.NGHTTP2_CANCEL));
  request.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  let trailers: IncomingHttpHeaders = {};
  let answered: IncomingHttpHeaders = {};
  let isHeadOnly = false;
  request.on('response', (head, flags) => {
    answered = head;
    isHeadOnly = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
  });
  request.on('trailers', (tail) => (trailers = tail));
  const told: Buffer[] = [];
  request.on('data', (part: Buffer) => told.push(part));
  request.on('end', () => {
    void (async () => {
      await passage?.answered();
      if (stream.destroyed) return;
      if (isHeadOnly) return stream.respond(answered, { endStream: true });
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
      stream.respond(answered, { waitForTrailers: true });
      stream.end(Buffer.concat(told));
    })();
  });
  request.end(body);
}

/** The bytes of a message as they were before they were compressed, if they were. */
function plain(body: Buffer): Buffer {
  const message = body.subarray(prefixBytes);
  return body[0] === 1 ? gunzipSync(message) : message;
}
