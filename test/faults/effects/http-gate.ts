import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EffectWatch } from './watch.js';
import type { Gate } from './mongo-gate.js';

/** Stands between a process and a server of HTTP; every request has to pass the watch, and so has its answer. */
export async function startHttpGate(
  target: number,
  watch: EffectWatch,
  { name }: { name: string },
): Promise<Gate> {
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await whole(request);
    const { method = 'GET', url: path = '/' } = request;
    const content = Buffer.concat([Buffer.from(`${path}\n`), body]);
    const isCall = method === 'POST';
    const passage = await watch.pass({ name: `${name} ${method} ${stem(path)}`, content, isCall });
    // Who asked may have died meanwhile.
    if (request.socket.destroyed) return;
    const headers = { ...request.headers, host: `127.0.0.1:${target}` };
    const answer = await new Promise<IncomingMessage>((done, failed) => {
      send({ host: '127.0.0.1', port: target, method, path, headers }, done).once('error', failed).end(body);
    });
    const told = await whole(answer);
    await passage.answered();
    const headersToTell = { ...answer.headers, 'content-length': String(told.length) };
    // Of this connection, and of one that is told in parts.
    delete headersToTell.connection;
    delete headersToTell['transfer-encoding'];
    response.writeHead(answer.statusCode ?? 502, headersToTell).end(told);
  };
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Without what differs from one piece of work to the next. */
const stem = (path: string): string =>
  path.split('?')[0]!.replace(/\/[\w-]*\d[\w-]*/g, (part) => (/^\/v\d$/.test(part) ? part : '/…'));

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
