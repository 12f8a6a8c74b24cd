import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose, { type mongo } from 'mongoose';
import { createGiven, data, platformUrl, type Member } from '../../test/helpers/given.js';
import { storeUrls } from '../../test/helpers/stores.js';

const given = createGiven(platformUrl());
let me: Member;
let client: mongo.MongoClient;
beforeAll(async () => {
  me = await given.owner();
  client = await new mongoose.mongo.MongoClient(storeUrls('platform').mongodb).connect();
});
afterAll(() => client.close());

const at = (bot: { id: string }) => `/api/v1/chatbots/${bot.id}`;

/** A bot as it was stored before there were versions. */
async function formerBot(): Promise<{ id: string }> {
  const bot = await given.chatbot(me, { instructions: 'You are Ada.', model: { provider: 'local' } });
  const db = client.db('platform');
  await db.collection('botVersions').deleteMany({ chatbotId: bot.id });
  const fields = ['headVersion', 'publishedVersion', 'publishing', 'changes', 'intentModelId'];
  await db
    .collection<{ _id: string }>('chatbots')
    .updateOne({ _id: bot.id }, { $unset: Object.fromEntries(fields.map((name) => [name, ''])) });
  return bot;
}

test('a bot of before there were versions shows itself, and answers with its first one', async () => {
  const bot = await formerBot();
  expect(data(await me.client.get(at(bot)))).toMatchObject({
    ...{ headVersion: null, publishedVersion: null, publishing: 'automatic' },
  });
  const asked = await Promise.all(
    Array.from({ length: 4 }, () => me.client.post(`${at(bot)}/conversation`, { message: 'Hello' })),
  );
  expect(asked.map(({ body }) => body.data.version)).toEqual([1, 1, 1, 1]);
  expect(data(await me.client.get(`${at(bot)}/versions`))).toMatchObject([
    { version: 1, isHead: true, isPublished: true, reason: 'As it was when versions began' },
  ]);
});

test('its first change keeps what it was before', async () => {
  const bot = await formerBot();
  expect(data(await me.client.put(at(bot), { instructions: 'You are Bea.' }))).toMatchObject({
    ...{ headVersion: 2, publishedVersion: 2 },
  });
  const first = data(await me.client.get(`${at(bot)}/versions/1`));
  expect(first).toMatchObject({ content: { instructions: 'You are Ada.' }, createdBy: me.user.id });
});

test('its versions are there when they are asked for', async () => {
  const bot = await formerBot();
  expect(data(await me.client.get(`${at(bot)}/versions/compare?a=1&b=draft`))).toEqual([]);
  expect(data(await me.client.get(at(bot)))).toMatchObject({ headVersion: 1, publishedVersion: 1 });
});
