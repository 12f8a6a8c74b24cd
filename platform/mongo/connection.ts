import mongoose from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '../logging/logger.js';
import { traceMongo } from '../telemetry/mongo-spans.js';

mongoose.set('strictQuery', 'throw');
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);
// The driver waits for a server itself, and says what it waited for in vain.
mongoose.set('bufferCommands', false);
// Queries inside withTransaction find their session by themselves.
mongoose.set('transactionAsyncLocalStorage', true);

/**
 * Connects to a replica set. Writes are acknowledged by the majority and journaled: without the journal a
 * majority write waits for its periodic flush, about 100 ms.
 */
export async function connectMongo({
  url,
  logger,
  appName,
  isTraced = false,
}: {
  url: string;
  logger: Logger;
  appName: string;
  /** Traced requests have a span for each of their commands. */
  isTraced?: boolean;
}): Promise<void> {
  mongoose.connection.on('error', (error: Error) => logger.error({ err: error }, 'mongodb connection error'));
  mongoose.connection.on('disconnected', () => logger.warn('mongodb disconnected'));
  mongoose.connection.on('reconnected', () => logger.info('mongodb reconnected'));
  await mongoose.connect(url, {
    appName,
    writeConcern: { w: 'majority', j: true },
    // A server that hangs is noticed by its next heartbeat, and no request waits half a minute for another one.
    heartbeatFrequencyMS: 5_000,
    connectTimeoutMS: 5_000,
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 60_000,
    maxPoolSize: 50,
    monitorCommands: isTraced,
  });
  if (isTraced) traceMongo(mongoose.connection.getClient());
}

export const disconnectMongo = (): Promise<void> => mongoose.disconnect();

/** What is to be done once the running transaction is committed. */
const running = new AsyncLocalStorage<(() => void)[]>();

/** Does something now and, within a transaction, again after its commit, before which nobody else sees what it wrote. */
export function nowAndAfterCommit(work: () => void): void {
  work();
  running.getStore()?.push(work);
}

/** Runs `work` in a transaction; queries inside join it and are retried with it. Inside of one it joins that. */
export async function withTransaction<T>(work: () => Promise<T>): Promise<T> {
  if (running.getStore()) return work();
  const afterwards: (() => void)[] = [];
  const result = await mongoose.connection.transaction<T>(() => running.run(afterwards, work));
  for (const one of afterwards) one();
  return result;
}

/** Rejects when the database does not answer within two seconds. */
export async function pingMongo(): Promise<void> {
  await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
  if (!mongoose.connection.db) throw new Error('not connected');
}
