import { Connection, WorkflowClient } from '@temporalio/client';
import type { Redis } from 'ioredis';
import mongoose from 'mongoose';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A text that was found somewhere, and where: a collection, a key, a workflow, a file. */
export type Kept = [where: string, text: string];

const { Binary } = mongoose.mongo;

/** Every name and value of a document; bytes as the text that they would be. */
const textsOf = (value: unknown): string[] => {
  if (value instanceof Binary) return textsOf(value.value());
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    return [bytes.toString('latin1'), bytes.toString('utf8')];
  }
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null || value instanceof Date) return [String(value)];
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsOf(one)]);
};

/** Every document of every collection of a database. */
export async function keptInMongo(url: string): Promise<Kept[]> {
  const client = await new mongoose.mongo.MongoClient(url).connect();
  try {
    const kept: Kept[] = [];
    for (const { collectionName, find } of await client.db().collections().then(bound))
      for (const document of await find())
        kept.push([`mongodb ${collectionName}`, textsOf(document).join('\n')]);
    return kept;
  } finally {
    await client.close();
  }
}

const bound = (collections: mongoose.mongo.Collection[]) =>
  collections.map((one) => ({ collectionName: one.collectionName, find: () => one.find({}).toArray() }));

/** Every key and value, whatever its type; what expires by itself is told apart. */
export async function keptInRedis(redis: Redis): Promise<Kept[]> {
  const valueOf = async (key: string): Promise<unknown> => {
    const type = await redis.type(key);
    if (type === 'string') return redis.get(key);
    if (type === 'hash') return redis.hgetall(key);
    if (type === 'list') return redis.lrange(key, 0, -1);
    if (type === 'set') return redis.smembers(key);
    if (type === 'zset') return redis.zrange(key, 0, '-1');
    if (type === 'stream') return redis.xrange(key, '-', '+');
    if (type === 'none') return null;
    throw new Error(`a type that is not looked into: ${type}`);
  };
  const kept: Kept[] = [];
  for await (const keys of redis.scanStream({ count: 500 }))
    for (const key of keys as string[]) {
      const expires = (await redis.pttl(key)) >= 0 ? ' (expires)' : '';
      kept.push([`redis ${key}${expires}`, JSON.stringify([key, await valueOf(key)])]);
    }
  return kept;
}

/** Every event of every workflow of a task queue, with its memo, its search attributes and all payloads decoded. */
export async function keptInTemporal(address: string, taskQueue: string): Promise<Kept[]> {
  const connection = await Connection.connect({ address });
  try {
    const client = new WorkflowClient({ connection });
    const kept: Kept[] = [];
    for await (const { workflowId, runId, memo } of client.list({ query: `TaskQueue = "${taskQueue}"` })) {
      const history = await client.getHandle(workflowId, runId).fetchHistory();
      kept.push([`temporal ${workflowId}`, textsOf({ ...history, memo }).join('\n')]);
    }
    return kept;
  } finally {
    await connection.close();
  }
}

/** Every file below a folder. */
export async function keptInFiles(folder: string): Promise<Kept[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file): Promise<Kept> => [
      `file ${relative(folder, file)}`,
      await readFile(file, 'latin1'),
    ]),
  );
}

/** Where which of some secrets were found, as they are or in an encoding that anybody undoes. */
export function found(secrets: Record<string, string>, kept: Kept[]): string[] {
  const forms = Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).map((form) => [name, form] as const),
  );
  return kept.flatMap(([where, text]) =>
    forms.filter(([, form]) => text.includes(form)).map(([name]) => `${name} in ${where}`),
  );
}

/** In base64 a text looks otherwise at each of three offsets; its first and last letters depend on what stands beside it. */
function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) => {
    const padded = Buffer.from(' '.repeat(offset) + secret).toString('base64');
    return padded.replace(/=+$/, '').slice(offset === 0 ? 0 : offset + 1, -1);
  });
  const hex = Buffer.from(secret).toString('hex');
  const asUrl = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([secret, encodeURIComponent(secret), hex, ...base64, ...asUrl])];
}
