import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import mongoose from 'mongoose';
import type { Effect, EffectWatch, Passage } from './watch.js';

const { BSON } = mongoose.mongo;

export interface Gate {
  port: number;
  close(): Promise<void>;
}

const opMessage = 2013;
const headerBytes = 16;
const bodyAt = headerBytes + 5;
const writes = new Set(['insert', 'update', 'delete', 'findAndModify', 'findandmodify', 'bulkWrite']);

/**
 * Stands between a process and its MongoDB; every write, and every end of a transaction, has to pass the watch. Speaks as much
 * of the wire protocol as that takes: OP_MSG, whose first section is the command
 * (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/).
 */
export async function startMongoGate(target: number, watch: EffectWatch): Promise<Gate> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = createConnection(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    const passages = new Map<number, Passage>();
    inMessages(client, async (message) => {
      const effect = effectIn(message);
      if (effect) passages.set(message.readInt32LE(4), await watch.pass(effect));
      // Whoever wanted it may have died meanwhile.
      if (!client.destroyed) upstream.write(message);
    });
    inMessages(upstream, async (message) => {
      const request = message.readInt32LE(8);
      await passages.get(request)?.answered();
      passages.delete(request);
      client.write(message);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Calls `handle` with each whole message of a socket, one after the other. */
function inMessages(socket: Socket, handle: (message: Buffer) => Promise<void>): void {
  let rest = Buffer.alloc(0);
  let last = Promise.resolve();
  socket.on('data', (part: Buffer) => {
    rest = Buffer.concat([rest, part]);
    while (rest.length >= headerBytes && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      last = last.then(() => handle(message)).catch(() => void socket.destroy());
    }
  });
}

function effectIn(message: Buffer): Effect | null {
  if (message.readInt32LE(12) !== opMessage || message[headerBytes + 4] !== 0) return null;
  const body = BSON.deserialize(message.subarray(bodyAt, bodyAt + message.readInt32LE(bodyAt)));
  const [command = ''] = Object.keys(body);
  const isEnd = command === 'commitTransaction';
  if (!isEnd && !writes.has(command) && !(command === 'aggregate' && writesPipeline(body))) return null;
  const transaction = body.autocommit === false ? transactionOf(body) : undefined;
  const collection = isEnd ? '' : ` ${String(body[command])}`;
  return { name: `mongo ${command}${collection}`, content: message, transaction };
}

const writesPipeline = ({ pipeline }: { pipeline?: object[] }): boolean =>
  (pipeline ?? []).some((stage) => '$out' in stage || '$merge' in stage);

function transactionOf({ lsid, txnNumber }: Record<string, unknown>): string {
  const { id } = lsid as { id: mongoose.mongo.Binary };
  return `${id.toString('hex')}:${String(txnNumber)}`;
}
