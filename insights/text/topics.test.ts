import { expect, test } from '@jest/globals';
import { readConversation } from './conversation.js';
import { messagesOf } from './dialogues.fixture.js';
import { keyTopics } from './topics.js';

const topicsOf = async (lines: string) => keyTopics(await readConversation(messagesOf(lines)), 2);

test('topics count exactly the messages that speak of them, and who does', async () => {
  const topics = await topicsOf(`Alice: The deployment process takes too long.
Bob: Yes, our deployment process has nine steps.
Carol: I had a code review with Dan.
Alice: Could we automate the deployment process?
Dan: Every code review takes an hour.
Bob: Lunch?`);
  expect(topics).toEqual([
    { topic: 'Deployment process', messageCount: 3, participants: ['Alice', 'Bob'] },
    { topic: 'Code review', messageCount: 2, participants: ['Carol', 'Dan'] },
  ]);
});

test('one message more is one more', async () => {
  const lines = 'Alice: The budget is too small.\nBob: Which budget?';
  const [before] = await topicsOf(lines);
  const [after] = await topicsOf(`${lines}\nCarol: The budget of the kitchen.`);
  expect(before).toMatchObject({ topic: 'Budget', messageCount: 2 });
  expect(after).toMatchObject({ topic: 'Budget', messageCount: 3, participants: ['Alice', 'Bob', 'Carol'] });
});

test('in German too', async () => {
  const [topic] = await topicsOf(`Anna: Die Rechnungen für März fehlen noch.
Jan: Welche Rechnung meinst du denn?
Anna: Die Rechnung der Druckerei, sie ist sehr hoch.`);
  expect(topic).toMatchObject({ messageCount: 3, participants: ['Anna', 'Jan'] });
});

test('nothing said is about nothing', async () => {
  expect(await topicsOf('Alice: 🎉\nBob: ok')).toEqual([]);
});
