import type { ChildProcess, StdioOptions } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Where a child's output goes: to a file that outlives us, to a function line by line, or where ours goes.
 * A file is appended to, and set aside as `<file>.1` at a start that finds it too large.
 */
export type ProcessOutput = { file: string } | { onLine: (line: string) => void } | 'inherit';

export interface OpenOutput {
  stdio: Exclude<StdioOptions, string>;
  attach: (child: ChildProcess) => void;
  /** Gives up what only the child needs. */
  release: () => void;
  /** The last lines since the start, for error messages. */
  tail: () => string[];
}

const rotateAtBytes = 10 * 1024 * 1024;
const tailBytes = 4_096;
const tailLines = 15;

export function openOutput(output: ProcessOutput): OpenOutput {
  if (output === 'inherit') {
    return {
      stdio: ['ignore', 'inherit', 'inherit'],
      attach: () => {},
      release: () => {},
      tail: () => [],
    };
  }
  return 'file' in output ? toFile(output.file) : toLines(output.onLine);
}

function toFile(file: string): OpenOutput {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > rotateAtBytes) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a');
  const start = statSync(file).size;
  return {
    stdio: ['ignore', descriptor, descriptor],
    attach: () => {},
    release: () => closeSync(descriptor),
    tail: () => readTail(file, start),
  };
}

function toLines(onLine: (line: string) => void): OpenOutput {
  const recent: string[] = [];
  const take = (line: string) => {
    recent.push(line);
    if (recent.length > tailLines) recent.shift();
    onLine(line);
  };
  return {
    stdio: ['ignore', 'pipe', 'pipe'],
    attach: ({ stdout, stderr }) => {
      for (const input of [stdout, stderr]) if (input) createInterface({ input }).on('line', take);
    },
    release: () => {},
    tail: () => [...recent],
  };
}

function readTail(file: string, start: number): string[] {
  const from = Math.max(start, statSync(file).size - tailBytes);
  const buffer = Buffer.alloc(tailBytes);
  const descriptor = openSync(file, 'r');
  try {
    const bytes = readSync(descriptor, buffer, 0, tailBytes, from);
    return buffer.toString('utf8', 0, bytes).split('\n').filter(Boolean).slice(-tailLines);
  } finally {
    closeSync(descriptor);
  }
}
