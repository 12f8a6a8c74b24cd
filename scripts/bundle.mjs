import { build, context } from 'esbuild';

/** The processes of the platform, and the threads and children that they start by a file's name. */
const entryPoints = {
  api: 'bin/api.ts',
  worker: 'bin/worker.ts',
  queues: 'bin/queues.ts',
  start: 'bin/start.ts',
  demo: 'bin/demo.ts',
  'fetch-models': 'bin/fetch-models.ts',
  'vectors-migrate': 'bin/vectors-migrate.ts',
  backup: 'bin/backup.ts',
  restore: 'bin/restore.ts',
  'fit-worker': 'bots/training/thread/fit-worker.ts',
  'embedding-worker': 'providers/embeddings/local/embedding-worker.ts',
  'e5-process': 'providers/embeddings/multilingual/e5-process.ts',
  'extraction-child': 'knowledge/extract/extraction-child.ts',
  'page-child': 'knowledge/web/page-child.ts',
};
/** Those with native code, with files of their own beside them, or of which there must be one copy only. */
const external = [
  ...['@lancedb/lancedb', 'apache-arrow', '@node-rs/argon2', 'onnxruntime-node'],
  ...['@temporalio/*', '@opentelemetry/*', 'pino', 'redoc', 'swagger-ui-dist', 'pdfjs-dist'],
];

/** All of it lies flat in one folder, so that a file beside another is found by its name from wherever it was bundled to. */
const settings = (outdir) => ({
  entryPoints,
  external,
  outdir,
  bundle: true,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  sourcesContent: false,
  keepNames: true,
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  // Packages in the older module format ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
  },
});

/** Bundles everything that runs into `outdir`: a process that reads twenty files starts sooner than one that reads thousands. */
export const bundle = (outdir, plugins = []) => build({ ...settings(outdir), plugins });

/** Bundles again whenever a source changes; `onBundled` hears of each success. */
export async function bundleOnChange(outdir, onBundled) {
  const setup = ({ onEnd }) => onEnd(({ errors }) => (errors.length === 0 ? onBundled() : undefined));
  const watched = await context({ ...settings(outdir), plugins: [{ name: 'on-bundled', setup }] });
  await watched.watch();
}
