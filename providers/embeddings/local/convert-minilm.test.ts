import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLogger } from '../../../platform/logging/logger.js';
import { ensureMiniLmOnnx } from './convert-minilm.js';
import { startEmbeddingChild, type EmbeddingChild } from './embedding-child.fixture.js';
import { fileDigest } from './minilm-files.js';
import { modelFolder } from './model-folder.fixture.js';

let folder: string;
let child: EmbeddingChild;
let weights: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convert-'));
  child = await startEmbeddingChild();
  weights = join(await modelFolder(), 'model.safetensors');
}, 120_000);
afterAll(async () => {
  await child.close();
  await rm(folder, { recursive: true, force: true });
});

/** In a plain process, where the arithmetic is ten times as fast as in the test runner's. */
const ensure = (cacheDir: string): Promise<string> =>
  child.evaluate(
    ({ ensureMiniLmOnnx, options: { logger } }, input) => ensureMiniLmOnnx({ ...input, logger }),
    { weights, cacheDir },
  );

test('the model is written once, and again only when a file is damaged', async () => {
  const path = await ensure(folder);
  const manifest = `${path}.json`;
  const original = { model: await fileDigest(path), manifest: await readFile(manifest, 'utf8') };
  const state = async () => ({
    model: await fileDigest(path),
    manifest: await readFile(manifest, 'utf8'),
  });

  const { mtimeMs } = await stat(path);
  expect(await ensure(folder)).toBe(path);
  expect((await stat(path)).mtimeMs).toBe(mtimeMs);

  await truncate(path, 1_000_000);
  await ensure(folder);
  expect(await state()).toEqual(original);

  await writeFile(manifest, '{');
  await ensure(folder);
  expect(await state()).toEqual(original);
  expect((await readdir(dirname(path))).sort()).toEqual(['int8.onnx', 'int8.onnx.json']);
});

test('processes that start together do not disturb each other', async () => {
  const cacheDir = join(folder, 'together');
  const [one, other] = await Promise.all([ensure(cacheDir), ensure(cacheDir)]);
  expect(one).toBe(other);
  const { mtimeMs } = await stat(one);
  await ensure(cacheDir);
  expect((await stat(one)).mtimeMs).toBe(mtimeMs);
});

test('weights that are no safetensors file leave nothing behind', async () => {
  const broken = join(folder, 'broken.safetensors');
  await writeFile(broken, 'not the weights');
  const cacheDir = join(folder, 'elsewhere');
  const logger = createLogger({ name: 'test', level: 'silent' });
  await expect(ensureMiniLmOnnx({ weights: broken, cacheDir, logger })).rejects.toThrow(broken);
  await expect(stat(cacheDir)).rejects.toThrow('ENOENT');
});
