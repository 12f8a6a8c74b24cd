import { transformFile } from '@swc/core';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LedgerEntry, Script } from './openai-double.js';

/** A double in a process of its own, which survives the processes that a test kills. */
export interface DoubleProcess {
  pid: number;
  /** The base URL to configure, `/v1` included. */
  url: string;
  ledger(): Promise<LedgerEntry[]>;
  enqueue(...scripts: Script[]): Promise<void>;
  /** Ends the process and waits for its exit. */
  stop(): Promise<void>;
}

/** Compiles the double into a temporary folder and runs it with plain Node. */
export async function startDoubleProcess({ port = 0, apiKey = 'sk-double' } = {}): Promise<DoubleProcess> {
  const folder = await compileDoubles();
  const child = spawn(process.execPath, [join(folder, 'openai-double.main.js'), String(port), apiKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const firstLine = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject).once('exit', () => reject(new Error('the double ended before it listened')));
  });
  const origin = `http://127.0.0.1:${Number(firstLine)}`;
  return {
    pid: child.pid!,
    url: `${origin}/v1`,
    ledger: async () => (await (await fetch(`${origin}/__ledger`)).json()) as LedgerEntry[],
    async enqueue(...scripts) {
      await fetch(`${origin}/__script`, { method: 'POST', body: JSON.stringify(scripts) });
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function compileDoubles(): Promise<string> {
  const source = import.meta.dirname;
  const folder = await mkdtemp(join(tmpdir(), 'doubles-'));
  const files = (await readdir(source)).filter((name) =>
    /^(openai-|hash-|protocol-|obedient).*(?<!\.test)\.ts$/.test(name),
  );
  const compile = async (name: string) => {
    const { code } = await transformFile(join(source, name), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(folder, name.replace(/\.ts$/, '.js')), code);
  };
  await Promise.all([...files.map(compile), writeFile(join(folder, 'package.json'), '{"type":"module"}')]);
  return folder;
}
