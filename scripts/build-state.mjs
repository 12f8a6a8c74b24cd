import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Folders whose TypeScript is bundled into dist/. */
const sourceFolders = [
  'contracts',
  'platform',
  'accounts',
  'jobs',
  'providers',
  'knowledge',
  'insights',
  'community',
  'bots',
  'webhooks',
  'backups',
  'activities',
  'workflows',
  'api',
  'bin',
];
const settings = [
  'package-lock.json',
  'tsconfig.json',
  'scripts/build.mjs',
  'scripts/bundle.mjs',
  'scripts/bundle-workflows.mjs',
];
/** What the dashboard is made of. */
const webSources = ['package-lock.json', 'web', 'scripts/build-web.mjs', 'scripts/web-settings.mjs'];
const stamp = join('dist', '.built-from');

/** A digest of every source with its content, so that a checkout with new times is not built again. */
export const sourceDigest = (root) => digestOf(root, [...sourceFolders, ...settings, ...webSources]);

/** The same of the dashboard alone. */
export const webDigest = (root) => digestOf(root, webSources);

function digestOf(root, paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) visit(join(path, name));
    else if (!path.endsWith('.test.ts'))
      hash.update(path).update('\0').update(readFileSync(full)).update('\0');
  };
  paths.forEach(visit);
  return hash.digest('hex');
}

export const isBuildStale = (root) =>
  !existsSync(join(root, stamp)) || readFileSync(join(root, stamp), 'utf8') !== sourceDigest(root);

export const markBuilt = (root, digest) => writeFileSync(join(root, stamp), digest);
