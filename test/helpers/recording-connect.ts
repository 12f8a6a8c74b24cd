import { connect as open } from 'node:net';
import type { Connect, Resolve } from '../../platform/http/pinned-connect.js';

/** Answers of the domain name system, one list a question; the last one is repeated. */
export const resolverOf = (names: Record<string, string[][]>): Resolve & { asked: string[] } => {
  const asked: string[] = [];
  const resolve = async (host: string) => {
    const answers = names[host];
    if (!answers) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    const times = asked.filter((name) => name === host).length;
    asked.push(host);
    const addresses = answers[Math.min(times, answers.length - 1)]!;
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }) as const);
  };
  return Object.assign(resolve, { asked });
};

/** Notes each connection that is tried, and leads all of them to one local port. */
export function recordingConnect(port: number): Connect & { tried: string[] } {
  const tried: string[] = [];
  const connect: Connect = (_options, addresses, callback) => {
    tried.push(...addresses.map(({ address }) => address));
    const socket = open({ port, host: '127.0.0.1' });
    socket.once('connect', () => callback(null, socket)).once('error', (error) => callback(error, null));
  };
  return Object.assign(connect, { tried });
}
