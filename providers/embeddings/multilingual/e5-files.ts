import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFileError } from '../local/model-file-error.js';

/** What is loaded of the fetched model, given its folder. */
export interface E5Files {
  /** The compiled engine, a shared library with a C interface. */
  engine: string;
  /** Weights, 4 bits each, and the tokenizer. */
  weights: string;
}

/** @throws ModelFileError when a file is not there. */
export async function findE5Files(folder: string): Promise<E5Files> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new ModelFileError(folder, 'is not there', { cause });
  });
  const engine = names.find((name) => /^_engine.*\.so$/.test(name));
  if (!engine) throw new ModelFileError(join(folder, '_engine*.so'), 'is not there');
  const weights = join(folder, 'e5-small-q4.bin');
  await stat(weights).catch((cause: unknown) => {
    throw new ModelFileError(weights, 'is not there', { cause });
  });
  return { engine: join(folder, engine), weights };
}
