import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What is wrong between two machines. `cut`: connections are closed, and new ones at once. `reset`: the same with a reset.
 * `silent`: connections stay open and are accepted, and nothing goes through until it is over; then all of it does.
 */
export type TcpFault =
  | { kind: 'none' | 'cut' | 'reset' | 'silent' }
  | { kind: 'latency'; ms: number }
  | { kind: 'bandwidth'; bytesPerSecond: number };

export interface TcpProxy {
  port: number;
  fault: TcpFault;
  /** Connections that are open on the side of the clients. */
  readonly open: number;
  close(): Promise<void>;
}

const lookAgainMs = 20;

/** Stands between two programs that speak anything over TCP. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let fault: TcpFault = { kind: 'none' };
  const sever = (socket: Socket): void => {
    if (fault.kind === 'reset') socket.resetAndDestroy();
    else socket.destroy();
  };
  const server = createServer((client) => {
    client.on('error', () => undefined);
    if (fault.kind === 'cut' || fault.kind === 'reset') return sever(client);
    const upstream = createConnection(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [upstream, client] as const]) {
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
      pump(from, to, () => fault);
    }
    return undefined;
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    port: (server.address() as AddressInfo).port,
    get fault() {
      return fault;
    },
    set fault(next) {
      fault = next;
      if (next.kind === 'cut' || next.kind === 'reset') for (const pair of pairs) pair.forEach(sever);
    },
    get open() {
      return pairs.size;
    },
    async close() {
      fault = { kind: 'none' };
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Takes what comes to the other side, in its order, as late and as slowly as the fault of the moment wants. */
function pump(from: Socket, to: Socket, faultNow: () => TcpFault): void {
  let last = Promise.resolve();
  const later = (what: () => Promise<void> | void): void => {
    last = last.then(what).catch(() => void from.destroy());
  };
  from.on('data', (part: Buffer) => {
    const at = Date.now();
    // What waits here is not more than one read.
    from.pause();
    later(async () => {
      while (faultNow().kind === 'silent' && !from.destroyed) await sleep(lookAgainMs);
      const fault = faultNow();
      if (fault.kind === 'latency') {
        from.resume();
        await sleep(Math.max(0, at + fault.ms - Date.now()));
      }
      if (fault.kind === 'bandwidth') await sleep((part.length / fault.bytesPerSecond) * 1_000);
      if (to.destroyed) return;
      if (!to.write(part)) await new Promise((done) => to.once('drain', done).once('close', done));
      from.resume();
    });
  });
  from.on('end', () => later(() => void to.end()));
}
