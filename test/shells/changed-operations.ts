import { execFileSync } from 'node:child_process';
import { readFileSync, existsSync } from 'node:fs';
import { routeSourcesOf, type Lines, type RouteSource } from './route-sources.js';

/** By file: the lines of it that are new or others; a file without any has lost some. */
export type Changes = Map<string, Lines[]>;

/** What a difference without context says. */
export function changesIn(difference: string): Changes {
  const changes: Changes = new Map();
  let lines: Lines[] = [];
  for (const line of difference.split('\n')) {
    if (line.startsWith('+++ ')) lines = [];
    const file = /^\+\+\+ b\/(.+)$/.exec(line)?.[1];
    if (file) changes.set(file, lines);
    const [, from, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (!from) continue;
    // Where lines are gone, both that stand beside them now.
    const first = Number(from);
    lines.push([first, count === '0' ? first + 1 : first + Number(count) - 1]);
  }
  return changes;
}

/** The operations whose definition, or what it names, is among the changes. */
export const changedOperations = (routes: RouteSource[], changes: Changes): string[] =>
  routes
    .filter(({ file, lines, uses }) => {
      const changed = changes.get(file) ?? [];
      const meets = ([from, to]: Lines) => changed.some(([first, last]) => first <= to && last >= from);
      return lines.some(meets) || uses.some((used) => changes.has(used));
    })
    .map(({ operation }) => operation);

const git = (...args: string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

/** Every operation of the working copy. */
export const allRoutes = (): RouteSource[] => {
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  return git('ls-files', '--cached', '--others', '--exclude-standard', 'api/**/*.routes.ts')
    .split('\n')
    .filter((file) => file && existsSync(file))
    .flatMap((file) => routeSourcesOf(file, read));
};

/** The operations that the working copy has otherwise than a revision. */
export function operationsSince(revision: string): string[] {
  const changes = changesIn(
    git('diff', '--unified=0', '--no-color', '--no-ext-diff', revision, '--', '*.ts'),
  );
  for (const file of git('ls-files', '--others', '--exclude-standard', '*.ts').split('\n').filter(Boolean))
    changes.set(file, [[1, Infinity]]);
  return changedOperations(allRoutes(), changes);
}
