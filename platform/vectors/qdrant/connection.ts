import { QdrantClient } from '@qdrant/js-client-rest';
import { DelegateBackoff, handleWhen, retry } from 'cockatiel';
import { isPassing, waitWished } from './failures.js';
import { qdrantAddress } from './address.js';

export interface QdrantConnectionOptions {
  url: string;
  apiKey?: string;
  /** Milliseconds that one attempt may take. */
  timeouts?: { read: number; write: number };
  /** Attempts of a request after its first. */
  retries?: { read: number; write: number };
  /** Milliseconds before the second attempt; doubled before each further one. */
  firstDelay?: number;
}

export interface QdrantConnection {
  /** For people: without credentials. */
  address: string;
  /** A search that somebody waits for: short time limit, few attempts. */
  read<T>(work: (client: QdrantClient) => Promise<T>): Promise<T>;
  /** A write of a job: every write may be repeated, so it is until the server has long been away. */
  write<T>(work: (client: QdrantClient) => Promise<T>): Promise<T>;
}

const longestDelay = 10_000;

/** Requests to one server, repeated while the failure may pass; see failures.ts. */
export function connectQdrant({
  url,
  apiKey,
  timeouts = { read: 10_000, write: 60_000 },
  retries = { read: 2, write: 6 },
  firstDelay = 150,
}: QdrantConnectionOptions): QdrantConnection {
  const { host, port, https, prefix } = qdrantAddress(url);
  const client = (timeout: number) =>
    new QdrantClient({
      ...{ host, port, https, prefix, timeout },
      // As a header of ours: the client would write a warning to the console when there is no TLS.
      headers: apiKey ? { 'api-key': apiKey } : {},
      checkCompatibility: false,
    });
  const attempts = (maxAttempts: number) =>
    retry(handleWhen(isPassing), {
      maxAttempts,
      backoff: new DelegateBackoff(({ attempt, result }) => {
        const wished = 'error' in result ? waitWished(result.error) : 0;
        const delay = firstDelay * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
        return Math.min(longestDelay, Math.max(wished, delay));
      }),
    });
  const calls = (timeout: number, maxAttempts: number) => {
    const [to, policy] = [client(timeout), attempts(maxAttempts)];
    return <T>(work: (client: QdrantClient) => Promise<T>): Promise<T> => policy.execute(() => work(to));
  };
  return {
    address: `${https ? 'https' : 'http'}://${host}:${port}${prefix}`,
    read: calls(timeouts.read, retries.read),
    write: calls(timeouts.write, retries.write),
  };
}
