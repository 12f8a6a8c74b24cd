import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { docxOf, pdfOf, xlsxOf, zipOf } from '../../test/fixtures/documents.js';
import type { ItemType } from '../../contracts/knowledge.contract.js';
import { ExtractionError } from './blocks.js';
import { createExtractor, type Extractor } from './extractor.js';

const childModule = resolve(import.meta.dirname, '../../dist/extraction-child.js');

let folder: string;
let extractor: Extractor;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  extractor = createExtractor({ childModule });
});
afterAll(async () => {
  await extractor.close();
  await rm(folder, { recursive: true, force: true });
});

/** `text`, or the reason of the refusal. */
async function read(content: Uint8Array, type: ItemType): Promise<string> {
  const path = join(folder, 'original');
  const unpackInto = join(folder, 'out');
  await rm(unpackInto, { recursive: true, force: true });
  await mkdir(unpackInto);
  await writeFile(path, content);
  return extractor.extract({ path, type, unpackInto }).then(
    () => 'text',
    (error: unknown) => {
      expect(error).toBeInstanceOf(ExtractionError);
      return (error as Error).message;
    },
  );
}

/** Numbers that are the same at every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  if (random() < 0.25) return bytes.subarray(0, Math.floor(random() * bytes.length));
  const copy = Uint8Array.from(bytes);
  for (let flips = 1 + Math.floor(random() * 12); flips > 0; flips--)
    copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  return copy;
}

const table = [
  ['Name', 'Price'],
  ['Pump', '3'],
  ['Valve', '4'],
];
const sources: [ItemType, () => Promise<Uint8Array>][] = [
  ['pdf', () => pdfOf([[{ text: 'Manual', size: 20 }, 'Open the lid.'], ['Close it.'], 'image'])],
  ['docx', () => docxOf([{ heading: 'A', level: 1 }, 'Text.', { table }, { bullets: ['one', 'two'] }])],
  ['xlsx', async () => xlsxOf({ Sheet1: table, Other: table })],
  ['csv', async () => Buffer.from(table.map((row) => row.join(',')).join('\n'))],
  [
    'json',
    async () => Buffer.from(JSON.stringify({ parts: table.map(([name, price]) => ({ name, price })) })),
  ],
  ['jsonl', async () => Buffer.from('{"a":1}\n{"b":[1,2]}\n')],
  [
    'zip',
    async () =>
      zipOf([
        ['a.txt', 'Text of a.'],
        ['b.zip', await zipOf([['c.md', '# C']])],
      ]),
  ],
];

test.each(sources)(
  'a damaged document is text or a reason, and the next one is read: %s',
  async (type, make) => {
    const bytes = await make();
    expect(await read(bytes, type)).toBe('text');
    const random = seeded(20_260_101);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 60; round++) {
      const outcome = await read(damaged(bytes, random), type);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      // Neither killed for its time nor for its memory.
      expect(outcome).not.toMatch(/took (longer|too much)/);
    }
    expect(outcomes.size).toBeGreaterThan(1);
    expect(await read(bytes, type)).toBe('text');
  },
  240_000,
);

test('a manual of two thousand pages is read', async () => {
  const pages = Array.from({ length: 2_000 }, (_, n) => [
    { text: `Chapter ${n + 1}`, size: 18 },
    ...Array.from(
      { length: 12 },
      (_, line) => `Step ${line} of chapter ${n + 1} is done by the service team.`,
    ),
  ]);
  expect(await read(await pdfOf(pages), 'pdf')).toBe('text');
}, 240_000);

test('a document that bursts the memory is refused alone', async () => {
  const small = createExtractor({ childModule, heapMegabytes: 64 });
  const rows = Array.from({ length: 60_000 }, (_, n) =>
    Array.from({ length: 12 }, (_, c) => `cell ${n} ${c * n}`),
  );
  const [path, next] = [join(folder, 'large.xlsx'), join(folder, 'next.txt')];
  await writeFile(path, xlsxOf({ Sheet1: rows }));
  await writeFile(next, 'Still here.');
  await expect(small.extract({ path, type: 'xlsx' })).rejects.toThrow(
    new ExtractionError('Reading the document took too much memory or crashed the parser'),
  );
  expect(await small.extract({ path: next, type: 'text' })).toMatchObject({ type: 'text' });
  await small.close();
}, 120_000);
