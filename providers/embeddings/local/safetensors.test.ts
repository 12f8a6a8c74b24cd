import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSafetensors } from './safetensors.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'safetensors-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(header: unknown, data: Uint8Array = new Uint8Array(), length?: number): string {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(length ?? json.length));
  const path = join(folder, 'model.safetensors');
  writeFileSync(path, Buffer.concat([size, json, data]));
  return path;
}

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const tensor = (shape: number[], start: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

function read(path: string, name: string) {
  const tensors = openSafetensors(path);
  try {
    return tensors.read(name);
  } finally {
    tensors.close();
  }
}

test('reads tensors by name, wherever they lie', () => {
  const header = {
    __metadata__: { format: 'pt' },
    second: tensor([1, 2], 8, 16),
    first: tensor([2], 0, 8),
    empty: tensor([0], 16, 16),
  };
  const path = fileOf(header, floats(1.5, -2, 3, 4));
  const tensors = openSafetensors(path);
  expect(tensors.names()).toEqual(['second', 'first', 'empty']);
  tensors.close();
  expect(read(path, 'first')).toEqual({ shape: [2], data: Float32Array.of(1.5, -2) });
  expect(read(path, 'second')).toEqual({ shape: [1, 2], data: Float32Array.of(3, 4) });
  expect(read(path, 'empty').data).toHaveLength(0);
});

test.each([
  ['is cut short', () => fileOf({ a: tensor([4], 0, 16) }, floats(1)), /cut short: a ends at byte/],
  ['claims a header longer than itself', () => fileOf('{}', undefined, 900), /claims 900 bytes/],
  ['has a header that is no JSON', () => fileOf('{"a":'), /not the JSON/],
  ['has a header of another form', () => fileOf({ a: { dtype: 'F32' } }), /not the JSON/],
  ['lacks the tensor', () => fileOf({ b: tensor([0], 0, 0) }), /has no tensor a/],
  ['has another type', () => fileOf({ a: tensor([2], 0, 4, 'F16') }, floats(1)), /a is F16/],
  ['contradicts its shape', () => fileOf({ a: tensor([3], 0, 4) }, floats(1)), /a has 4 bytes/],
  ['has its end before its start', () => fileOf({ a: tensor([1], 4, 0) }, floats(1)), /cut short/],
])('a file that %s is refused with its name', (_, make, message) => {
  const path = make();
  expect(() => read(path, 'a')).toThrow(message);
  expect(() => read(path, 'a')).toThrow(path);
});

test('a file that is missing or almost empty is refused with its name', () => {
  const path = join(folder, 'absent');
  expect(() => openSafetensors(path)).toThrow(`${path}: cannot be opened`);
  writeFileSync(path, 'abc');
  expect(() => openSafetensors(path)).toThrow(`${path}: only 3 bytes`);
});
