import { connect, type Socket } from 'node:net';

const withinMs = 2_000;

/** Whether something accepts connections on a port of 127.0.0.1: a cheap question before a client's slow ones. */
export const isListening = (port: number): Promise<boolean> => exchange(port, (_socket, done) => done(true));

/** Connects, lets `talk` have the connection, and closes it; false on any error or after two seconds. */
export function exchange(
  port: number,
  talk: (socket: Socket, done: (result: boolean) => void) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(withinMs, () => done(false));
    socket.on('error', () => done(false));
    socket.on('close', () => done(false));
    socket.on('connect', () => talk(socket, done));
  });
}
