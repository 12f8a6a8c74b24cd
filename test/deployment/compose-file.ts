import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

export interface ComposeService {
  image?: string;
  build?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string | number>;
  volumes?: string[];
  healthcheck?: { test: string[] };
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
}
export interface ComposeFile {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
}

export const composeText = (): string => readFileSync(resolve('docker-compose.yml'), 'utf8');

/** The file with anchors and merges resolved, and with variables put in when they are given. */
export const readComposeFile = (variables?: Record<string, string>): ComposeFile =>
  parse(
    composeText(),
    (_key, value: unknown) =>
      variables && typeof value === 'string' ? interpolate(value, variables) : value,
    { merge: true },
  ) as ComposeFile;

/**
 * Puts variables in as Compose does (https://docs.docker.com/reference/compose-file/interpolation/): `${A}`,
 * `${A:-default}`, `${A:?error}`; `$$` is a dollar sign.
 */
export const interpolate = (text: string, variables: Record<string, string>): string =>
  text.replace(
    /\$\$|\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g,
    (_match, name?: string, operator?: string, argument?: string) => {
      if (!name) return '$';
      const value = variables[name];
      if (value) return value;
      if (operator === '?') throw new Error(`required variable ${name} is missing a value: ${argument}`);
      return argument ?? '';
    },
  );

/** The `.env` file's assignments. */
export const readEnvFile = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => {
        const [name = '', ...value] = line.split('=');
        return [name, value.join('=')];
      }),
  );

/** What a container of this service has in its environment: every value is a text. */
export const environmentOf = (file: ComposeFile, service: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(file.services[service]?.environment ?? {}).map(([name, value]) => [name, String(value)]),
  );
