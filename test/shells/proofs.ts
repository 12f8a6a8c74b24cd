import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ReadSource } from './declaring-file.js';
import type { RouteSource } from './route-sources.js';

/** That a test fails without the real handler, shown for one state of the sources. */
export interface Proof {
  /** The test file that failed. */
  file: string;
  /** Of what the operation and that test were then. */
  fingerprint: string;
}
/** By operation, as in the OpenAPI document. */
export type Proofs = Record<string, Proof>;

const path = 'test/shells/proofs.json';

export const readProofs = (): Proofs =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Proofs) : {};

export function writeProofs(proofs: Proofs): void {
  const sorted = Object.fromEntries(Object.entries(proofs).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Changes with the operation's definition, with every file that it names something of, and with the test. */
export function fingerprintOf({ file, lines, uses }: RouteSource, test: string, read: ReadSource): string {
  const source = (read(file) ?? '').split('\n');
  const own = lines.map(([from, to]) => source.slice(from - 1, to).join('\n'));
  const others = [...uses.toSorted(), test].map((used) => read(used) ?? '');
  const hash = createHash('sha256');
  for (const text of [...own, ...others]) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** The operations that were never shown to be real, or not as they and their tests are now. */
export const unproven = (routes: readonly RouteSource[], proofs: Proofs, read: ReadSource): string[] =>
  routes
    .filter((route) => {
      const proof = proofs[route.operation];
      return !proof || fingerprintOf(route, proof.file, read) !== proof.fingerprint;
    })
    .map(({ operation }) => operation);
