import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Ports = z.object({ mongod: z.number(), valkey: z.number(), temporal: z.number() });

const dataFile = (name: string): unknown => {
  const folder = process.env.TEST_PLATFORM_DATA;
  if (!folder) throw new Error('end-to-end tests are run with `npm test`, which starts the platform');
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
};

/** Where the shared platform's stores listen, for tests that stand beside it; `database` keeps them apart. */
export const storeUrls = (database: string): { mongodb: string; redis: string } => {
  const { mongod, valkey } = Ports.parse(dataFile('services/ports.json'));
  return {
    mongodb: `mongodb://127.0.0.1:${mongod}/${database}?directConnection=true`,
    redis: `redis://127.0.0.1:${valkey}`,
  };
};

/** Where the shared platform's Temporal listens. */
export const temporalAddress = (): string =>
  `127.0.0.1:${Ports.parse(dataFile('services/ports.json')).temporal}`;

/** What the shared platform signs access tokens with. */
export const jwtSecret = (): string =>
  z.object({ JWT_SECRET: z.string() }).parse(dataFile('secrets.json')).JWT_SECRET;
