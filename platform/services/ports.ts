import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.js';

const Ports = z.record(z.string(), z.number().int().min(1).max(65_535));

/** Below the range from which systems take the ports of outgoing connections, so that a kept port stays free. */
const range = { from: 20_000, below: 32_000 };
const attempts = 200;

/**
 * A port on 127.0.0.1 for each name: the one of the last start while it is free, otherwise another free one.
 * They are kept in `DATA_DIR/services/ports.json`.
 */
export async function keepPorts<Name extends string>({
  dataDir,
  names,
}: {
  dataDir: string;
  names: readonly Name[];
}): Promise<Record<Name, number>> {
  const file = join(dataDir, 'services', 'ports.json');
  const kept = readJsonFile(file, Ports) ?? {};
  const ports = {} as Record<Name, number>;
  for (const name of names) {
    const before = kept[name];
    const taken = new Set([...Object.values<number>(ports), ...Object.values(kept)]);
    ports[name] = before && (await isFree(before)) ? before : await findFree(taken);
  }
  writeJsonFile(file, { ...kept, ...ports });
  return ports;
}

async function findFree(taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = randomInt(range.from, range.below);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port on 127.0.0.1 between ${range.from} and ${range.below - 1}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
