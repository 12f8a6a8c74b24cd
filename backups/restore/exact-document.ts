import mongoose from 'mongoose';

const { BSON } = mongoose.mongo;

/** Every number, date and pattern stays of the type that it is stored in. */
const asStored = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };

/**
 * A document that is written as the very bytes that it was read as. JavaScript moves keys that look like numbers to the front; what has such
 * is built of maps, which keep their order.
 */
export function exactDocument(bytes: Uint8Array): object {
  const plain = BSON.deserialize(bytes, asStored);
  const isSame = Buffer.compare(BSON.serialize(plain, { ignoreUndefined: false }), bytes) === 0;
  return isSame ? plain : mapOf(bytes, 0);
}

const types = { document: 3, array: 4 };

/** The elements of a BSON document (https://bsonspec.org/spec.html) in their order. */
function mapOf(bytes: Uint8Array, start: number): Map<string, unknown> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = start + view.readInt32LE(start) - 1;
  const map = new Map<string, unknown>();
  for (let at = start + 4; at < end;) {
    const type = view[at] ?? 0;
    const nameEnd = view.indexOf(0, at + 1);
    const value = nameEnd + 1;
    const length = lengthOf(view, type, value);
    const name = view.toString('utf8', at + 1, nameEnd);
    if (type === types.document) map.set(name, mapOf(view, value));
    else if (type === types.array) map.set(name, [...mapOf(view, value).values()]);
    else map.set(name, valueOf(view, { at, value, length }));
    at = value + length;
  }
  return map;
}

/** One element, read as a document of its own. */
function valueOf(
  view: Buffer,
  { at, value, length }: { at: number; value: number; length: number },
): unknown {
  const head = Buffer.alloc(4);
  const element = Buffer.concat([
    head,
    view.subarray(at, at + 1),
    Buffer.from('v\0'),
    view.subarray(value, value + length),
    Buffer.from([0]),
  ]);
  element.writeInt32LE(element.length);
  return BSON.deserialize(element, asStored).v as unknown;
}

/** Bytes of a value by its type. */
function lengthOf(view: Buffer, type: number, at: number): number {
  const length = () => view.readInt32LE(at);
  const text = (from: number) => view.indexOf(0, from) + 1;
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8;
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + length();
    case 0x03:
    case 0x04:
    case 0x0f:
      return length();
    case 0x05:
      return 5 + length();
    case 0x07:
      return 12;
    case 0x08:
      return 1;
    case 0x0b:
      return text(text(at)) - at;
    case 0x0c:
      return 16 + length();
    case 0x10:
      return 4;
    case 0x13:
      return 16;
    // Undefined, null, the least and the greatest key.
    default:
      return 0;
  }
}
