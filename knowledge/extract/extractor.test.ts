import { afterEach, beforeAll, afterAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ExtractionError } from './blocks.js';
import { createExtractor, type Extractor } from './extractor.js';
import type { ParserSettings } from './parser-process.js';

/** A parser that does what the name of the document says; its answer is the number of its process. */
const parser = `
let kept = [];
process.on('message', ({ path }) => {
  if (path === 'hang') for (;;);
  if (path === 'burst') for (;;) kept.push(new Array(1e6).fill(kept.length));
  if (path === 'die') process.exit(3);
  if (path === 'refuse') return process.send({ refused: 'no text' });
  if (path === 'throw') return process.send({ crashed: 'bad table' });
  const blocks = [{ kind: 'paragraph', text: path + ' ' + process.pid }];
  const reply = { result: { type: 'text', warnings: [], blocks } };
  process.send(reply, () => path === 'last words' && process.exit(0));
});
process.on('disconnect', () => process.exit(0));
`;
const compiled = resolve(import.meta.dirname, '../../dist/extraction-child.js');

let folder: string;
let extractor: Extractor | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'extractor-'));
  await writeFile(join(folder, 'parser.mjs'), parser);
});
afterEach(async () => extractor?.close());
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (settings: Partial<ParserSettings> = {}) =>
  (extractor = createExtractor({ childModule: join(folder, 'parser.mjs'), ...settings }));
const read = async (path: string, signal?: AbortSignal): Promise<string> => {
  const extraction = await extractor!.extract({ path, type: 'text' }, signal);
  const [block] = 'blocks' in extraction ? extraction.blocks : [];
  return block && 'text' in block ? block.text : '';
};
const failure = (path: string, signal?: AbortSignal): Promise<unknown> =>
  read(path, signal).then(
    (text) => text,
    (error: unknown) => error,
  );

test('one process reads one document after the other', async () => {
  start();
  const texts = await Promise.all(['a', 'b', 'c'].map((path) => read(path)));
  expect(new Set(texts.map((text) => text.split(' ')[1])).size).toBe(1);
  expect(texts.map((text) => text[0])).toEqual(['a', 'b', 'c']);
});

test('a parser that hangs is killed, and the next document is read', async () => {
  start({ timeoutMs: 400 });
  const [hanging, next] = await Promise.all([failure('hang'), read('next')]);
  expect(hanging).toEqual(new ExtractionError('Reading the document took longer than 0.4 s'));
  expect(next).toMatch(/^next \d+$/);
});

test('a parser that bursts its memory takes nothing else with it', async () => {
  start({ heapMegabytes: 48 });
  const [burst, next] = await Promise.all([failure('burst'), read('next')]);
  expect(burst).toEqual(
    new ExtractionError('Reading the document took too much memory or crashed the parser'),
  );
  expect(next).toMatch(/^next/);
});

test('a parser that dies is replaced', async () => {
  start();
  expect(await failure('die')).toBeInstanceOf(ExtractionError);
  const before = await read('before');
  expect(await failure('die')).toBeInstanceOf(ExtractionError);
  const after = await read('after');
  expect(after.split(' ')[1]).not.toBe(before.split(' ')[1]);
});

test('a document is not blamed for a process that ended before it came', async () => {
  start();
  for (let round = 0; round < 5; round++) {
    expect(await read('last words')).toMatch(/^last words/);
    expect(await read('next')).toMatch(/^next/);
  }
});

test('a refusal is told in its own words, a crash with its reason', async () => {
  start();
  expect(await failure('refuse')).toEqual(new ExtractionError('no text'));
  expect(await failure('throw')).toEqual(new ExtractionError('The document could not be read: bad table'));
});

test('a caller who gives up is told so, and the next document is read', async () => {
  start();
  const abort = new AbortController();
  const hanging = failure('hang', abort.signal);
  const waiting = failure('waiting', AbortSignal.abort(new Error('gone before')));
  abort.abort(new Error('gone'));
  expect(await hanging).toEqual(new Error('gone'));
  expect(await waiting).toEqual(new Error('gone before'));
  expect(await read('next')).toMatch(/^next/);
});

test('the compiled parser reads a file, refuses another, and goes on', async () => {
  start({ childModule: compiled });
  const write = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const page = await write('page.html', '<h1>Title</h1><p>Text</p><script>no()</script>');
  expect(await extractor!.extract({ path: page, type: 'html' })).toEqual({
    type: 'html',
    warnings: [],
    blocks: [
      { kind: 'heading', level: 1, text: 'Title' },
      { kind: 'paragraph', text: 'Text' },
    ],
  });
  const binary = await write('binary.md', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]));
  expect(await failure(binary)).toEqual(
    new ExtractionError('The file cannot be read: it looks like a PNG image'),
  );
  expect(await failure(await write('headings.md', '# Only\n'))).toBe('# Only');
  const headings = extractor!.extract({ path: join(folder, 'headings.md'), type: 'markdown' });
  await expect(headings).rejects.toThrow('The document contains no text below its headings');
});
