import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface DemoDocument {
  path: string;
  /** Shown as title and source. */
  name: string;
}

/** Enough for a real collection, little enough for about a minute on two cores. */
const maxDocuments = 300;
const maxTotalBytes = 1_600_000;
const maxBytes = 40_000;
/** Shorter READMEs only point to a website. */
const minBytes = 600;

/** The project's own documentation and the READMEs of the installed packages, those named in package.json first. */
export async function installedDocuments(root: string): Promise<DemoDocument[]> {
  const own = await markdownFiles(join(root, 'docs'), 'docs');
  const candidates = [
    { path: join(root, 'README.md'), name: 'README.md' },
    ...own,
    ...(await packageReadmes(root)),
  ];
  const chosen: DemoDocument[] = [];
  let total = 0;
  for (const candidate of candidates) {
    if (chosen.length >= maxDocuments) break;
    const size = await sizeOf(candidate.path);
    if (size < minBytes || size > maxBytes || total + size > maxTotalBytes) continue;
    chosen.push(candidate);
    total += size;
  }
  return chosen;
}

async function packageReadmes(root: string): Promise<DemoDocument[]> {
  const modules = join(root, 'node_modules');
  const names = (
    await Promise.all(
      (await list(modules)).map(async (name) =>
        name.startsWith('@')
          ? (await list(join(modules, name))).map((scoped) => `${name}/${scoped}`)
          : [name],
      ),
    )
  ).flat();
  const direct = new Set(await directDependencies(root));
  const readmes = await Promise.all(
    names
      .filter((name) => !name.startsWith('.') && !name.startsWith('@types/'))
      .map(async (name) => {
        const file = (await list(join(modules, name))).find((entry) =>
          /^readme(\.md|\.markdown)$/i.test(entry),
        );
        return file
          ? { path: join(modules, name, file), name: `${name}/README.md`, direct: direct.has(name) }
          : null;
      }),
  );
  return readmes
    .filter((readme) => readme !== null)
    .sort((a, b) => Number(b.direct) - Number(a.direct) || a.name.localeCompare(b.name, 'en'))
    .map(({ path, name }) => ({ path, name }));
}

async function directDependencies(root: string): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  return [...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.devDependencies ?? {})];
}

async function markdownFiles(folder: string, prefix: string): Promise<DemoDocument[]> {
  return (await list(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ path: join(folder, name), name: `${prefix}/${name}` }));
}

const list = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.sort(),
    () => [],
  );
const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
