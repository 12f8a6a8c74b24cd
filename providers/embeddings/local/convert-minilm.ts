import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../../platform/logging/logger.js';
import { describeFile, fileDigest, sha256 } from './minilm-files.js';
import { miniLmModel } from './minilm-graph.js';
import { encodeOnnxModel } from './onnx-model.js';
import { openSafetensors } from './safetensors.js';

/** Grows with every change of the graph or its quantisation, so that older files are made anew. */
const converterVersion = 1;

/** Written beside the model when that is complete. */
const Manifest = z.object({
  converterVersion: z.literal(converterVersion),
  source: z.object({ bytes: z.int(), modified: z.int() }),
  sha256: z.string(),
});
type Manifest = z.output<typeof Manifest>;

export interface ConvertOptions {
  /** The `model.safetensors` of all-MiniLM-L6-v2. */
  weights: string;
  cacheDir: string;
  logger: Logger;
}

/**
 * The int8 ONNX file of all-MiniLM-L6-v2 in the cache folder (23 MB); written when it is missing, damaged, of
 * another converter or of other weights, which takes about a second. Processes that start together may both
 * write it: the bytes are the same and the rename is atomic.
 * @returns its path. @throws ModelFileError when the weights cannot be read.
 */
export async function ensureMiniLmOnnx({ weights, cacheDir, logger }: ConvertOptions): Promise<string> {
  const path = join(cacheDir, 'models', 'all-MiniLM-L6-v2', 'int8.onnx');
  const source = await describeFile(weights);
  if (await isWhole(path, source)) return path;
  const started = performance.now();
  const model = convertMiniLm(weights);
  await mkdir(dirname(path), { recursive: true });
  await writeAtomically(path, model);
  const manifest: Manifest = { converterVersion, source, sha256: sha256(model) };
  await writeAtomically(manifestOf(path), Buffer.from(JSON.stringify(manifest)));
  logger.info({ path, bytes: model.length, ms: Math.round(performance.now() - started) }, 'model converted');
  return path;
}

/** The published weights as the bytes of an int8 ONNX file; the same weights give the same bytes. */
export function convertMiniLm(weights: string): Uint8Array {
  const tensors = openSafetensors(weights);
  try {
    return encodeOnnxModel(miniLmModel((name) => tensors.read(name)));
  } finally {
    tensors.close();
  }
}

const manifestOf = (path: string): string => `${path}.json`;

async function isWhole(path: string, source: Manifest['source']): Promise<boolean> {
  const text = await readFile(manifestOf(path), 'utf8').catch(() => 'null');
  const manifest = Manifest.safeParse(parseJson(text)).data;
  if (!manifest) return false;
  if (manifest.source.bytes !== source.bytes || manifest.source.modified !== source.modified) return false;
  return manifest.sha256 === (await fileDigest(path));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A reader sees the old file or the new one, never a part; synced first, so that a power cut leaves no empty file. */
async function writeAtomically(path: string, data: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
