import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformUrl, unique } from '../helpers/given.js';

/** The commands of a page in their order; what a `# →` line promises is marked in the output. */
function scriptOf(page: string): string {
  const blocks = [...page.matchAll(/^```bash\n(.*?)^```/gms)].map(([, block = '']) => block);
  return blocks.join('\n').replace(/^# → (.*)$/gm, (_, promise: string) => `echo; echo '@@ ${promise}'`);
}

/** What a shell prints, with what it complains about. */
const run = (script: string, cwd: string): Promise<string> =>
  new Promise((done, failed) => {
    const shell = spawn('bash', ['-s'], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [shell.stdout, shell.stderr])
      stream.on('data', (part: Buffer) => (output += part.toString()));
    shell.once('error', failed);
    shell.once('close', () => done(output));
    shell.stdin.end(script);
  });

test('the support bot of the guide is built by its own commands and answers as it says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  const name = unique('ada');
  const script = scriptOf(readFileSync('docs/support-bot.md', 'utf8'))
    .replace('http://127.0.0.1:3000', platformUrl())
    .replace('"username":"ada"', `"username":"${name}"`)
    .replace('ada@example.org', `${name}@example.org`)
    .replaceAll('/tmp/', `${folder}/`);
  const output = await run(script, folder);
  rmSync(folder, { recursive: true });
  const parts = output.split('\n@@ ');
  expect(parts.length).toBeGreaterThan(15);
  for (const [index, part] of parts.slice(1).entries()) {
    const [promise = ''] = part.split('\n');
    // What was printed since the promise before.
    const printed = index === 0 ? parts[0] : parts[index]!.slice(parts[index]!.indexOf('\n'));
    expect({ promise, printed: printed!.includes(promise) ? promise : printed }).toEqual({
      promise,
      printed: promise,
    });
  }
}, 180_000);
