import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { executable } from './current-system.js';
import type { ServiceSpec } from './service-catalogue.js';
import type { Environment, System } from './service-types.js';
import { checkRuns } from './check-runs.js';

export type Found = { path: string } | { failure: string };

/** The first program of the service on PATH that runs and is recent enough, or why there is none. */
export async function findOnPath({
  spec,
  environment,
  system,
}: {
  spec: ServiceSpec;
  environment: Environment;
  system: System;
}): Promise<Found> {
  const problems: string[] = [];
  for (const path of candidates({ spec, environment, system })) {
    if (!(await isExecutable(path))) continue;
    const problem = await checkRuns({ path, spec, environment });
    if (!problem) return { path };
    problems.push(`${path} ${problem}`);
  }
  return { failure: problems.join('; ') || `no ${spec.commands.join(' or ')} on PATH` };
}

function candidates({
  spec,
  environment,
  system,
}: {
  spec: ServiceSpec;
  environment: Environment;
  system: System;
}): string[] {
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(isAbsolute);
  return spec.commands.flatMap((command) =>
    folders.map((folder) => join(folder, executable(command, system))),
  );
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
