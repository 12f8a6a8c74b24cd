import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { exactDocument } from './exact-document.js';

const {
  BSON,
  Binary,
  Decimal128,
  Double,
  Int32,
  Long,
  ObjectId,
  Timestamp,
  MinKey,
  MaxKey,
  Code,
  BSONRegExp,
} = mongoose.mongo;

const written = (bytes: Uint8Array): Uint8Array =>
  BSON.serialize(exactDocument(bytes), { ignoreUndefined: false });

const values = {
  double: new Double(3),
  int: new Int32(3),
  long: Long.fromString('9007199254740993'),
  decimal: Decimal128.fromString('1.10'),
  date: new Date(0),
  farDate: new Date(8_640_000_000_000_000),
  bytes: new Binary(Buffer.from([1, 2, 3]), 128),
  pattern: new BSONRegExp('a(?i)b', 'im'),
  id: new ObjectId(),
  time: new Timestamp({ t: 5, i: 6 }),
  code: new Code('f()', { a: new Int32(1) }),
  least: new MinKey(),
  greatest: new MaxKey(),
  nothing: null,
  list: [new Int32(1), { a: [] }, 'x\0y'],
  'a.b': 'dots',
  $dollar: true,
};

test('documents are written as the bytes that they were', () => {
  const bytes = BSON.serialize(values);
  expect(Buffer.from(written(bytes)).equals(bytes)).toBe(true);
});

test('also those with keys that look like numbers, in an order of their own, at any depth', () => {
  const inner = new Map<string, unknown>([
    ['z', new Double(1)],
    ['7', values],
    [
      '1',
      [
        new Map([
          ['b', 1],
          ['0', 2],
        ]),
      ],
    ],
  ]);
  const bytes = BSON.serialize(
    new Map<string, unknown>([
      ['_id', 'x'],
      ['10', inner],
      ['2', 'two'],
    ]),
  );
  expect(Buffer.from(written(bytes)).equals(bytes)).toBe(true);
  // Plain objects would not do: this is what the test is about.
  const plain = BSON.deserialize(bytes, { promoteValues: false, bsonRegExp: true });
  expect(Buffer.from(BSON.serialize(plain)).equals(bytes)).toBe(false);
});
