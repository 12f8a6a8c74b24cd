import { beforeAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { absentQuestions, answerableQuestions } from '../../test/fixtures/questions.js';
import type { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, platformUrl } from '../../test/helpers/given.js';

const given = createGiven(platformUrl());
let client: TestClient;
let conversation: string;

/** Documents that this repository has anyway: the READMEs of packages it depends on. */
beforeAll(async () => {
  const owner = await given.owner();
  const bot = await given.chatbot(owner, { model: { provider: 'local' } });
  const base = await given.knowledgeBase(owner, bot.id);
  const names = [...new Set(answerableQuestions.map(([, name]) => name))];
  const files = await Promise.all(
    names.map(
      async (name) =>
        [`${name}/README.md`, await readFile(`node_modules/${name}/README.md`, 'utf8')] as const,
    ),
  );
  await given.documents(owner, base.id, Object.fromEntries(files));
  client = owner.client;
  conversation = `/api/v1/chatbots/${bot.id}/conversation`;
}, 180_000);

const ask = async (message: string) => data(await client.post(conversation, { message }));

test('at least 98 of 100 questions about absent topics are refused', async () => {
  const answered: string[] = [];
  for (const question of absentQuestions) if ((await ask(question)).grounded) answered.push(question);
  expect(absentQuestions).toHaveLength(100);
  expect(answered.length).toBeLessThanOrEqual(2);
}, 120_000);

test('most questions that a document answers are answered from that document', async () => {
  let right = 0;
  for (const [question, name] of answerableQuestions) {
    const { citations } = await ask(question);
    if (citations.some((citation: { title: string }) => citation.title === `${name}/README.md`)) right++;
  }
  expect(right / answerableQuestions.length).toBeGreaterThanOrEqual(0.8);
}, 120_000);
