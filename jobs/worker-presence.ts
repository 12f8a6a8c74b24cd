import type { Redis } from 'ioredis';

const prefix = 'worker:';
const lifetimeSeconds = 12;

/** Announces a worker until the returned function is called; a killed one is forgotten after twelve seconds. */
export function announceWorker(redis: Redis, id: string): () => Promise<void> {
  const announce = () => redis.set(`${prefix}${id}`, '1', 'EX', lifetimeSeconds).catch(() => undefined);
  void announce();
  const timer = setInterval(() => void announce(), 3_000);
  return async () => {
    clearInterval(timer);
    await redis.del(`${prefix}${id}`).catch(() => undefined);
  };
}

/** How many workers are running; `null` when that cannot be told. */
export async function countWorkers(redis: Redis): Promise<number | null> {
  try {
    let cursor = '0';
    let count = 0;
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 500);
      cursor = next;
      count += keys.length;
    } while (cursor !== '0');
    return count;
  } catch {
    return null;
  }
}
