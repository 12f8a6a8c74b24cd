import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFileError } from './model-file-error.js';

/** What is read of the published model, given its folder. */
export interface MiniLmFiles {
  weights: string;
  tokenizer: string;
}

/** @throws ModelFileError when a file is not there. */
export async function findMiniLmFiles(modelDir: string): Promise<MiniLmFiles> {
  const files = { weights: join(modelDir, 'model.safetensors'), tokenizer: join(modelDir, 'tokenizer.json') };
  await Promise.all(Object.values(files).map(describeFile));
  return files;
}

/** What tells one version of a file from another without reading it. */
export async function describeFile(path: string): Promise<{ bytes: number; modified: number }> {
  try {
    const { size, mtimeMs } = await stat(path);
    // Whole seconds: the layers of a container image keep no more.
    return { bytes: size, modified: Math.trunc(mtimeMs / 1_000) };
  } catch (cause) {
    throw new ModelFileError(path, 'is not there', { cause });
  }
}

export const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** The digest of a file, or undefined when it cannot be read. */
export const fileDigest = async (path: string): Promise<string | undefined> =>
  readFile(path).then(sha256, () => undefined);
