// `npm run fit:sentiment`: fits how English sentences sound by their vectors (insights/sentiment/meaning/weights.ts) on the rated sentences
// beside it, by ridge regression; prints how well each file's ratings are told by what was learnt from the others.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
register('../test/helpers/typescript-hooks.mjs', import.meta.url);
const { modelFolder } = await import('../providers/embeddings/local/model-folder.fixture.ts');
const { findMiniLmFiles } = await import('../providers/embeddings/local/minilm-files.ts');
const { ensureMiniLmOnnx } = await import('../providers/embeddings/local/convert-minilm.ts');
const { loadOnnxEmbedding } = await import('../providers/embeddings/local/onnx-embedding.ts');
const { loadTokenizer } = await import('../providers/embeddings/local/tokenizer.ts');
const { createLogger } = await import('../platform/logging/logger.ts');
const { correlation } = await import('../bench/eval/statistics.ts');

const folder = 'insights/sentiment/meaning/rated-sentences';
/** Chosen by leaving each file out once; between 1 and 10 it hardly matters. */
const alpha = 3;
/** Passes of the solver; it has settled long before. */
const steps = 200;

const logger = createLogger({ name: 'fit-sentiment', level: 'warn' });
const files = await findMiniLmFiles(await modelFolder('minilm'));
const path = await ensureMiniLmOnnx({ weights: files.weights, cacheDir: '.cache', logger });
const model = await loadOnnxEmbedding(path, await loadTokenizer(files.tokenizer));
const sets = [];
for (const name of readdirSync(folder).toSorted()) {
  const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
  const cases = [];
  for (const line of lines) {
    const [rating, text] = line.split('\t');
    cases.push({ rating: Number(rating), vector: (await model.embed(text)).vector });
  }
  sets.push({ name, cases });
}
await model.release();

for (const { name, cases } of sets) {
  const { weights, bias } = fit(sets.filter((set) => set.name !== name).flatMap((set) => set.cases));
  const pairs = cases.map(({ rating, vector }) => [bias + dot(weights, vector), rating]);
  process.stdout.write(`${name}: ${correlation(pairs).toFixed(3)} of ${pairs.length}\n`);
}
const { weights, bias } = fit(sets.flatMap(({ cases }) => cases));
const rounded = weights.map((weight) => Number(weight.toFixed(3)));
writeFileSync(
  'insights/sentiment/meaning/weights.ts',
  `// Written by \`npm run fit:sentiment\`.\n\nexport const bias = ${bias.toFixed(3)};\n\n/** By axis of the vector. */\nexport const weights: readonly number[] = ${JSON.stringify(rounded)};\n`,
);

/** Ridge regression by conjugate gradients (Hestenes and Stiefel, 1952); the mean is no subject to shrinkage. */
function fit(cases) {
  const dimensions = cases[0].vector.length;
  const meanVector = Array.from({ length: dimensions }, (_, axis) =>
    mean(cases.map(({ vector }) => vector[axis])),
  );
  const meanRating = mean(cases.map(({ rating }) => rating));
  const rows = cases.map(({ vector }) => meanVector.map((value, axis) => vector[axis] - value));
  const transposed = (values) => {
    const sum = new Array(dimensions).fill(0);
    for (const [at, row] of rows.entries())
      for (let axis = 0; axis < dimensions; axis++) sum[axis] += row[axis] * values[at];
    return sum;
  };
  let weights = new Array(dimensions).fill(0);
  let residual = transposed(cases.map(({ rating }) => rating - meanRating));
  let direction = residual;
  let square = dot(residual, residual);
  for (let step = 0; step < steps && square > 1e-12; step++) {
    const image = transposed(rows.map((row) => dot(row, direction))).map(
      (value, axis) => value + alpha * direction[axis],
    );
    const length = square / dot(direction, image);
    weights = weights.map((weight, axis) => weight + length * direction[axis]);
    residual = residual.map((value, axis) => value - length * image[axis]);
    const next = dot(residual, residual);
    direction = residual.map((value, axis) => value + (next / square) * direction[axis]);
    square = next;
  }
  return { weights, bias: meanRating - dot(weights, meanVector) };
}

function dot(a, b) {
  let sum = 0;
  for (let axis = 0; axis < a.length; axis++) sum += a[axis] * b[axis];
  return sum;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
