import { readFileSync } from 'node:fs';

const read = (path: string): string | undefined => {
  try {
    return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version?: string }).version;
  } catch {
    return undefined;
  }
};

/** Of the package: one folder up from the sources, two from the compiled code. */
export const version: string = read('../../package.json') ?? read('../package.json') ?? '0.0.0';
