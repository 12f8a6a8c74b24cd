// Loaded before anything else into the processes of a platform that is fuzzed: whatever address a made-up request names,
// no connection leaves this machine. Names other than those of this machine do not exist.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const isLoopback = (host) =>
  host === undefined || host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
const missing = (host) =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host });

const { lookup: lookUp } = dns.promises;
dns.promises.lookup = async (host, options) => {
  if (!isLoopback(host)) throw missing(host);
  return lookUp(host, options);
};
const { lookup } = dns;
dns.lookup = (host, options, done = options) =>
  isLoopback(host) ? lookup(host, options, done) : process.nextTick(done, missing(host));

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // Called with its arguments, or with the normalised ones that `net.connect` makes of them.
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' ? first.host : typeof args[1] === 'string' ? args[1] : undefined;
  if (isLoopback(host)) return connect.apply(this, args);
  process.nextTick(() =>
    this.destroy(Object.assign(new Error(`ENETUNREACH ${host}`), { code: 'ENETUNREACH' })),
  );
  return this;
};
syncBuiltinESMExports();
