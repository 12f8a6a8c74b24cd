import { createConnection, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';

const { BSON } = mongoose.mongo;

/** `broken`: every command but the driver's own fails with an error that nothing expects. */
export type MongoProxyMode = 'sound' | 'broken' | 'cut';

export interface MongoProxy {
  port: number;
  mode: MongoProxyMode;
  stop(): Promise<void>;
}

const ofDriver = new Set(['hello', 'ismaster', 'isMaster', 'endSessions']);
const opMessage = 2013;
const headerBytes = 16;

/**
 * Stands between a process and its MongoDB and speaks its wire protocol, as far as it has to: OP_MSG with a body of
 * one section (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/).
 */
export async function startMongoProxy(target: number): Promise<MongoProxy> {
  const sockets = new Set<Socket>();
  const proxy = { mode: 'sound' as MongoProxyMode };
  const server = createServer((client) => {
    const upstream = createConnection(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    if (proxy.mode === 'cut') return void client.destroy();
    upstream.pipe(client);
    let rest = Buffer.alloc(0);
    client.on('data', (part: Buffer) => {
      if (proxy.mode === 'cut') return void client.destroy();
      rest = Buffer.concat([rest, part]);
      while (rest.length >= headerBytes && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0));
        rest = rest.subarray(message.length);
        if (proxy.mode === 'broken' && isCommand(message)) client.write(failure(message));
        else upstream.write(message);
      }
    });
    return undefined;
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    port: (server.address() as AddressInfo).port,
    get mode() {
      return proxy.mode;
    },
    set mode(mode) {
      proxy.mode = mode;
      if (mode === 'cut') for (const socket of sockets) socket.destroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Whether it is a command on behalf of the application. */
function isCommand(message: Buffer): boolean {
  if (message.readInt32LE(12) !== opMessage || message[headerBytes + 4] !== 0) return false;
  const [name = ''] = Object.keys(BSON.deserialize(message.subarray(headerBytes + 5, bodyEnd(message))));
  return !ofDriver.has(name);
}

/** The first section's end; further sections carry the documents of a write. */
const bodyEnd = (message: Buffer): number => headerBytes + 5 + message.readInt32LE(headerBytes + 5);

function failure(message: Buffer): Buffer {
  const body = BSON.serialize({ ok: 0, errmsg: 'secret of the database', code: 8, codeName: 'UnknownError' });
  const head = Buffer.alloc(headerBytes + 5);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(opMessage, 12);
  return Buffer.concat([head, body]);
}
