import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose, { Schema } from 'mongoose';
import { startTestStores, type TestStores } from '../../test/helpers/own-stores.js';
import { until } from '../../test/helpers/until.js';
import { createLogger } from '../logging/logger.js';
import { withTransaction } from './connection.js';
import { defineModel } from './define-model.js';
import { KeptReads, watchKeptReads } from './kept-reads.js';

interface Note {
  _id: string;
  text: string;
}
const schema = new Schema<Note>({ _id: String, text: String }, { versionKey: false });
const NoteModel = defineModel<Note>('KeptNote', schema, 'keptNotes', { isKept: true });
const notes = new KeptReads<Note>(['keptNotes'], ({ _id }) => [_id]);

let stores: TestStores;
/** Somebody else's connection: their writes pass none of our models. */
let others: mongoose.mongo.MongoClient;
let end: () => void;
let loads = 0;
const load = (id: string) => async () => {
  loads += 1;
  return NoteModel.findById(id).lean<Note>().exec();
};
const read = (id = 'a') => notes.read(id, load(id));
const theirs = () => others.db().collection<Note>('keptNotes');
const logger = createLogger({ name: 'test', level: 'silent' });

beforeAll(async () => {
  stores = await startTestStores();
  others = await new mongoose.mongo.MongoClient(stores.mongoUrlOf(mongoose.connection.name)).connect();
}, 60_000);
beforeEach(async () => {
  await NoteModel.create({ _id: 'a', text: 'one' });
  end = watchKeptReads(logger);
  // Kept, once the database tells of changes.
  await until(async () => {
    await read();
    loads = 0;
    await read();
    return loads === 0;
  });
});
afterEach(async () => {
  end();
  await NoteModel.deleteMany();
});
afterAll(async () => {
  await others?.close();
  await stores?.stop();
});

test('what is read again is not asked for again, as long as nothing changes', async () => {
  expect([await read(), await read(), loads]).toEqual([{ _id: 'a', text: 'one' }, expect.anything(), 0]);
});

test('what was not found is asked for each time', async () => {
  expect([await read('b'), await read('b'), loads]).toEqual([null, null, 2]);
  await NoteModel.create({ _id: 'b', text: 'new' });
  expect(await read('b')).toMatchObject({ text: 'new' });
});

test.each([
  ['updateOne', () => NoteModel.updateOne({ _id: 'a' }, { $set: { text: 'two' } })],
  ['updateMany', () => NoteModel.updateMany({}, { $set: { text: 'two' } })],
  ['findOneAndUpdate', () => NoteModel.findOneAndUpdate({ text: 'one' }, { $set: { text: 'two' } })],
  ['replaceOne', () => NoteModel.replaceOne({ _id: 'a' }, { text: 'two' })],
  [
    'bulkWrite',
    () => NoteModel.bulkWrite([{ updateOne: { filter: { _id: 'a' }, update: { $set: { text: 'two' } } } }]),
  ],
  [
    'save',
    async () => {
      const note = await NoteModel.findById('a').orFail();
      note.text = 'two';
      await note.save();
    },
  ],
  [
    'a transaction',
    () =>
      withTransaction(async () => {
        await NoteModel.updateOne({ _id: 'a' }, { $set: { text: 'two' } });
        // Somebody else reads before the commit.
        await new Promise<void>((done) => setImmediate(() => void read().then(() => done())));
      }),
  ],
])('a write of our own is seen by the very next read: %s', async (_name, write) => {
  await write();
  expect(await read()).toMatchObject({ text: 'two' });
});

test.each([
  ['deleteOne', () => NoteModel.deleteOne({ _id: 'a' })],
  ['deleteMany', () => NoteModel.deleteMany({})],
  ['findOneAndDelete', () => NoteModel.findOneAndDelete({ _id: 'a' })],
])('a deletion of our own, too: %s', async (_name, write) => {
  await write();
  expect(await read()).toBeNull();
});

test("somebody else's write is seen soon, and only what it touches is read again", async () => {
  await NoteModel.create({ _id: 'b', text: 'other' });
  await read('b');
  await theirs().updateOne({ _id: 'a' }, { $set: { text: 'theirs' } });
  await until(async () => (await read())?.text === 'theirs');
  loads = 0;
  await read('b');
  expect(loads).toBe(0);
  await theirs().deleteOne({ _id: 'a' });
  await until(async () => (await read()) === null);
});

test('what changes while it is read is not kept', async () => {
  await notes.read('slow', async () => {
    const note = await NoteModel.findById('a').lean<Note>().exec();
    await NoteModel.updateOne({ _id: 'a' }, { $set: { text: 'meanwhile' } });
    return note;
  });
  expect(await notes.read('slow', load('a'))).toMatchObject({ text: 'meanwhile' });
});

test('nothing is kept while nobody tells of changes', async () => {
  end();
  await theirs().updateOne({ _id: 'a' }, { $set: { text: 'unheard' } });
  expect(await read()).toMatchObject({ text: 'unheard' });
  await read();
  expect(loads).toBe(2);
});

test('everything is read again after the database was away', async () => {
  process.kill(stores.mongod.pid ?? 0, 'SIGKILL');
  await until(() =>
    NoteModel.updateOne({ _id: 'a' }, { $set: { text: 'after' } }).then(
      ({ matchedCount }) => matchedCount === 1,
      () => false,
    ),
  );
  expect(await read()).toMatchObject({ text: 'after' });
  await theirs()
    .updateOne({ _id: 'a' }, { $set: { text: 'still told' } })
    .catch(() => theirs().updateOne({ _id: 'a' }, { $set: { text: 'still told' } }));
  await until(async () => (await read())?.text === 'still told');
}, 60_000);
