import type { QdrantClient } from '@qdrant/js-client-rest';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { QdrantConnection } from './connection.js';
import { describeFailure, isPassing } from './failures.js';

/** The first version with everything that is asked for: the Query API, facets with exact counts, tenant indexes. */
const oldest = [1, 13] as const;
/** From here on the IDF can be counted within one tenant. */
const withOwnIdf = [1, 19] as const;

const VersionInfo = z.object({ version: z.string().regex(/^\d+\.\d+/) });

export interface QdrantServer {
  version: string;
  ownIdf: boolean;
}

/**
 * Whether a Qdrant that we may use is there: asked at start, so that a wrong address or key is told at once and by name. A
 * server that is only starting is waited for.
 * @param patienceMs how long failures that may pass are waited out
 * @throws Error that says what is wrong with `QDRANT_URL` or `QDRANT_API_KEY`.
 */
export async function checkServer(connection: QdrantConnection, patienceMs: number): Promise<QdrantServer> {
  const { address } = connection;
  const deadline = Date.now() + patienceMs;
  const ask = async <T>(setting: string, work: (client: QdrantClient) => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await connection.read(work);
      } catch (error) {
        if (!isPassing(error) || Date.now() > deadline)
          throw new Error(`${setting}: ${describeFailure(error, address)}`, { cause: error });
        await sleep(300);
      }
    }
  };
  const info = await ask('QDRANT_URL', (client) => client.versionInfo());
  const parsed = VersionInfo.safeParse(info);
  if (!parsed.success) throw new Error(`QDRANT_URL: ${address} does not answer like a Qdrant server`);
  const { version } = parsed.data;
  if (!isAtLeast(version, oldest))
    throw new Error(`QDRANT_URL: Qdrant ${version} at ${address} is older than ${oldest.join('.')}`);
  // The version is told to anybody; only this needs the key.
  await ask('QDRANT_API_KEY', (client) => client.getCollections());
  return { version, ownIdf: isAtLeast(version, withOwnIdf) };
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
