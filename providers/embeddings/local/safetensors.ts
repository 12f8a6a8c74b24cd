import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { ModelFileError } from './model-file-error.js';

/** A dense array in row-major order; `data.length` is the product of `shape`. */
export interface FloatTensor {
  shape: number[];
  data: Float32Array<ArrayBuffer>;
}

export interface Safetensors {
  names(): string[];
  /** Reads one tensor. @throws ModelFileError when there is none of that name, or it is not 32-bit floats. */
  read(name: string): FloatTensor;
  close(): void;
}

const Entry = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  /** First byte and the byte after the last, counted from the end of the header. */
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
type Entry = z.output<typeof Entry>;

const lengthBytes = 8;
/** The limit that the format itself sets. */
const maxHeaderBytes = 100_000_000;
const floatBytes = Float32Array.BYTES_PER_ELEMENT;

/**
 * Opens a safetensors file: 8 bytes of header length (little-endian), a JSON header that places each tensor,
 * then the tensors (https://huggingface.co/docs/safetensors/index#format). Tensors are read one by one, so
 * that a large file is never in memory as a whole.
 * @throws ModelFileError when the file is missing, cut short, or its header makes no sense.
 */
export function openSafetensors(path: string): Safetensors {
  const file = openFile(path);
  try {
    const { size } = fstatSync(file);
    const header = readHeader(path, file, size);
    return {
      names: () => [...header.entries.keys()],
      read: (name) => readTensor({ path, file, header, name }),
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

interface Header {
  entries: Map<string, Entry>;
  /** Where the tensors start in the file, in bytes. */
  dataStart: number;
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw new ModelFileError(path, 'cannot be opened', { cause });
  }
}

function readHeader(path: string, file: number, size: number): Header {
  if (size < lengthBytes) throw new ModelFileError(path, `only ${size} bytes; no safetensors file`);
  const length = Number(readBytes(path, file, { at: 0, bytes: lengthBytes }).readBigUInt64LE());
  const dataStart = lengthBytes + length;
  if (length > maxHeaderBytes || dataStart > size) {
    throw new ModelFileError(path, `the header claims ${length} bytes in a file of ${size}`);
  }
  const entries = parseEntries(path, readBytes(path, file, { at: lengthBytes, bytes: length }).toString());
  for (const [name, entry] of entries) {
    const [start, end] = entry.data_offsets;
    if (start > end || dataStart + end > size) {
      throw new ModelFileError(path, `cut short: ${name} ends at byte ${dataStart + end} of ${size}`);
    }
  }
  return { entries, dataStart };
}

function parseEntries(path: string, text: string): Map<string, Entry> {
  try {
    const header = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    const tensors = Object.entries(header).filter(([name]) => name !== '__metadata__');
    return new Map(tensors.map(([name, entry]) => [name, Entry.parse(entry)]));
  } catch (cause) {
    throw new ModelFileError(path, 'its header is not the JSON of a safetensors file', { cause });
  }
}

function readTensor(options: { path: string; file: number; header: Header; name: string }): FloatTensor {
  const { path, file, header, name } = options;
  const entry = header.entries.get(name);
  if (!entry) throw new ModelFileError(path, `has no tensor ${name}`);
  const { dtype, shape } = entry;
  const [start, end] = entry.data_offsets;
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  if (dtype !== 'F32') throw new ModelFileError(path, `${name} is ${dtype}, expected F32`);
  if (end - start !== length * floatBytes) {
    throw new ModelFileError(
      path,
      `${name} has ${end - start} bytes, its shape needs ${length * floatBytes}`,
    );
  }
  const bytes = readBytes(path, file, { at: header.dataStart + start, bytes: end - start });
  return { shape, data: new Float32Array(bytes.buffer, bytes.byteOffset, length) };
}

/** A buffer of its own (offset 0, not from the pool), so that it can be viewed as floats. */
function readBytes(path: string, file: number, { at, bytes }: { at: number; bytes: number }) {
  const buffer = Buffer.from(new ArrayBuffer(bytes));
  let done = 0;
  while (done < bytes) {
    const read = readSync(file, buffer, done, bytes - done, at + done);
    if (read === 0) throw new ModelFileError(path, `ended at byte ${at + done}`);
    done += read;
  }
  return buffer;
}
