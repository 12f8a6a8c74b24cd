import { readFileSync } from 'node:fs';

/** Of the package, which lies one folder above this source as above what it is bundled into. */
export const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
