import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { transformFile } from '@swc/core';
import type {
  createMultilingualEmbedder,
  MultilingualEmbedderOptions,
} from '../multilingual/multilingual-embedder.js';
import type { ensureMiniLmOnnx } from './convert-minilm.js';
import type { createLocalEmbedder, LocalEmbedder, LocalEmbedderOptions } from './local-embedder.js';
import { modelFolder, projectRoot } from './model-folder.fixture.js';

/** What a scenario finds in the child process. */
export interface ChildContext {
  createLocalEmbedder: typeof createLocalEmbedder;
  ensureMiniLmOnnx: typeof ensureMiniLmOnnx;
  options: LocalEmbedderOptions;
  /** Started with the child, two threads. */
  embedder: LocalEmbedder;
  createMultilingualEmbedder: typeof createMultilingualEmbedder;
  /** For a model in `multilingualDir`, where the test gave one. */
  multilingual: MultilingualEmbedderOptions & { findFolder: () => Promise<string> };
  /** All threads that the process ever started, the dead ones too. */
  workers: Worker[];
}

export interface EmbeddingChild {
  /** Runs a function in the child, by its source: it sees its arguments only. Results travel as structured clones. */
  evaluate<Input, Output>(
    scenario: (context: ChildContext, input: Input) => Promise<Output>,
    input: Input,
  ): Promise<Output>;
  /** Closes the embedder and waits for the process to end by itself; returns its exit code. */
  close(): Promise<number | null>;
}

/** What the embedder needs when compiled. */
const compiledFolders = [
  'providers/embeddings',
  'providers/embeddings/local',
  'providers/embeddings/multilingual',
  'platform/errors',
  'platform/fairness',
  'contracts',
];

/**
 * A plain Node process with the compiled embedder: inside the test runner's module realm the inference runtime
 * refuses typed arrays and a thread cannot be started from TypeScript.
 */
export async function startEmbeddingChild({
  multilingualDir = '',
}: { multilingualDir?: string } = {}): Promise<EmbeddingChild> {
  const modelDir = await modelFolder();
  const folder = await mkdtemp(join(tmpdir(), 'embedding-child-'));
  await compile(folder);
  await writeFile(join(folder, 'host.mjs'), host);
  const child = fork(join(folder, 'host.mjs'), [modelDir, join(folder, 'cache'), multilingualDir], {
    serialization: 'advanced',
    execArgv: [],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const waiting = new Map<number, Waiting>();
  child.on('message', ({ id, value, error }: { id: number; value: unknown; error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`The child ended: ${code ?? signal}`));
  });
  let ids = 0;
  const answer = (): { id: number; promise: Promise<unknown> } => {
    const id = ids++;
    return { id, promise: new Promise((resolve, reject) => waiting.set(id, { resolve, reject })) };
  };
  await answer().promise;
  return {
    async evaluate<Input, Output>(
      scenario: (context: ChildContext, input: Input) => Promise<Output>,
      input: Input,
    ) {
      const { id, promise } = answer();
      child.send({ id, source: scenario.toString(), input });
      return (await promise) as Output;
    },
    async close() {
      child.disconnect();
      const [code] = await exited;
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (reason: Error) => void;
}

/** Answers scenarios, its readiness as number 0; ends when its parent leaves and nothing else keeps it alive. */
const host = `
import { ensureMiniLmOnnx } from './providers/embeddings/local/convert-minilm.js';
import { createLocalEmbedder } from './providers/embeddings/local/local-embedder.js';
import { createMultilingualEmbedder } from './providers/embeddings/multilingual/multilingual-embedder.js';
const logger = { info() {}, warn() {}, error() {} };
const options = { modelDir: process.argv[2], cacheDir: process.argv[3], threads: 2, logger };
const multilingual = { findFolder: async () => process.argv[4], processes: 2, logger };
const workers = [];
process.on('worker', (worker) => workers.push(worker));
const embedder = await createLocalEmbedder(options);
const context = {
  ...{ createLocalEmbedder, ensureMiniLmOnnx, options, workers, embedder },
  ...{ createMultilingualEmbedder, multilingual },
};
process.on('message', async ({ id, source, input }) => {
  try {
    process.send({ id, value: await (0, eval)('(' + source + ')')(context, input) });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
process.on('disconnect', () => embedder.close());
process.send({ id: 0 });
`;

async function compile(folder: string): Promise<void> {
  const files = await Promise.all(compiledFolders.map(sourcesIn));
  await Promise.all(
    files.flat().map(async (file) => {
      const { code } = await transformFile(join(projectRoot, file), {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
      });
      const target = join(folder, file.replace(/\.ts$/, '.js'));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, code);
    }),
  );
  await cp(join(projectRoot, 'package.json'), join(folder, 'package.json'));
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
}

async function sourcesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(projectRoot, folder));
  return names
    .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
    .map((name) => join(folder, name));
}
