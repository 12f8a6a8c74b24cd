import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startAnthropicDouble, type AnthropicDouble } from '../../test/doubles/anthropic-double.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { TestClient } from '../../test/helpers/client.js';
import { createGiven, data, type Member } from '../../test/helpers/given.js';
import { createInstallation, type OwnProcess } from '../../test/helpers/installation.js';
import { eventually } from '../../test/helpers/leftovers.js';

const path = '/api/admin/ai/config';
const newKey = 'sk-new-key-of-the-test';
let openai: OpenAiDouble;
let anthropic: AnthropicDouble;
let installation: Awaited<ReturnType<typeof createInstallation>>;
let [first, second]: OwnProcess[] = [];
let given: ReturnType<typeof createGiven>;
let admin: TestClient;
let me: Member;
let bot: { id: string };
/** The same person at the other API process, which was told nothing. */
let elsewhere: TestClient;

beforeAll(async () => {
  [openai, anthropic] = await Promise.all([startOpenAiDouble(newKey), startAnthropicDouble(newKey)]);
  installation = await createInstallation({
    ...{ OPENAI_API_KEY: 'sk-old-key', OPENAI_BASE_URL: openai.url, ANTHROPIC_BASE_URL: anthropic.url },
    ...{ EMBEDDINGS_URL: openai.url, EMBEDDINGS_MODEL: 'remote-embeddings' },
  });
  first = await installation.start('api');
  [second] = await Promise.all([installation.start('api'), installation.start('worker')]);
  given = createGiven(first.url);
  admin = await given.admin();
  me = await given.owner();
  bot = await given.chatbot(me);
  elsewhere = new TestClient(second.url, me.client.headers);
}, 180_000);
afterAll(async () => {
  await installation?.close();
  await Promise.all([openai?.close(), anthropic?.close()]);
});

const set = async (change: object) => data(await admin.post(path, change));
const conversation = () => `/api/v1/chatbots/${bot.id}/conversation`;
const ask = (client = elsewhere) => client.post(conversation(), { message: 'Hello' });

test('key and model that one process is told are used by the others, also by the worker', async () => {
  expect((await ask()).status).toBe(200);
  expect(openai.ledger.at(-1)).toMatchObject({ key: 'different', body: { model: 'gpt-4o-mini' } });
  await set({ openai: { apiKey: newKey, defaultModel: 'gpt-4o', organization: 'org-7' } });
  await eventually(async () => {
    expect((await ask()).status).toBe(200);
    expect(openai.ledger.at(-1)).toMatchObject({ key: 'matched', body: { model: 'gpt-4o' } });
  });
  expect(openai.ledger.at(-1)!.headers['openai-organization']).toBe('org-7');
  const base = await given.knowledgeBase(me, bot.id);
  await given.documents(me, base.id, { 'soup.md': 'The canteen serves tomato soup on Mondays.' });
  expect(openai.ledger.filter(({ path: to }) => to === '/v1/embeddings').at(-1)).toMatchObject({
    key: 'matched',
  });
  expect((await given.knowledgeBase(me, (await given.chatbot(me)).id)).embeddingModel).toBe(
    'remote-embeddings',
  );
}, 120_000);

test('a provider is switched on and off while answers of before are finished', async () => {
  openai.enqueue({ for: 'chat', text: 'One two three four five six seven eight', paceMs: 250 });
  const running = ask(me.client);
  await eventually(async () => expect(openai.ledger.at(-1)!.outcome).toBe('open'));
  await set({ openai: { enabled: false }, anthropic: { apiKey: newKey } });
  await eventually(async () => expect(data(await ask()).provider).toBe('anthropic'));
  expect(anthropic.ledger.at(-1)).toMatchObject({ key: 'matched', body: { model: 'claude-haiku-4-5' } });
  expect(data(await running)).toMatchObject({
    message: 'One two three four five six seven eight',
    provider: 'openai',
  });
  await set({ openai: { enabled: null }, anthropic: null });
  await eventually(async () => expect(data(await ask()).provider).toBe('openai'));
}, 60_000);

test('while the default model does not answer the other one of the same provider is asked', async () => {
  await set({ openai: { defaultModel: 'gpt-gone', fallbackModel: 'gpt-4o-mini', maxRetries: 1 } });
  await eventually(async () => {
    await ask();
    expect(openai.ledger.at(-1)!.body.model).toBe('gpt-gone');
  });
  const modelsAsked = async (status: number) => {
    openai.reset();
    openai.respond(({ body }) => (body.model === 'gpt-gone' ? { status } : undefined));
    const answer = data(await ask());
    openai.respond(() => undefined);
    const chats = openai.ledger.filter(({ path: to }) => to.endsWith('/completions'));
    return [answer.provider, answer.model, ...chats.map(({ body }) => body.model)];
  };
  expect(await modelsAsked(404)).toEqual(['openai', 'gpt-4o-mini', 'gpt-gone', 'gpt-4o-mini']);
  expect(await modelsAsked(503)).toEqual(['openai', 'gpt-4o-mini', 'gpt-gone', 'gpt-gone', 'gpt-4o-mini']);
  // What is wrong with the key is wrong with it for every model.
  expect(await modelsAsked(401)).toEqual(['local', expect.any(String), 'gpt-gone']);
  await set({ openai: { defaultModel: null, fallbackModel: null, maxRetries: null } });
}, 60_000);

test('an answer is kept for all processes, until its lifetime or the configuration changes', async () => {
  bot = await given.chatbot(me, { model: { temperature: 0 } });
  const isKept = async (client?: TestClient): Promise<boolean> => data(await ask(client)).usage.cached;
  expect([await isKept(), await isKept(), await isKept(me.client)]).toEqual([false, true, true]);
  const changes = [{ openai: { timeout: 50_000 } }, { cache: { chatTtl: 100 } }];
  for (const change of changes) {
    await set(change);
    // As soon as a process heard of the change, what was kept before is out of its reach.
    await eventually(async () => expect(await isKept()).toBe(false));
    expect(await isKept()).toBe(true);
  }
  for (const cache of [{ chatTtl: 0 }, { chatTtl: null, enabled: false }]) {
    await set({ cache });
    await eventually(async () => expect([await isKept(), await isKept()]).toEqual([false, false]));
  }
  await set({ openai: { timeout: null }, cache: null });
}, 60_000);

test('limits follow at every process', async () => {
  await set({ rateLimits: { chat: { userMaxRequests: 3, userWindowMs: 120_000 } } });
  await eventually(async () => expect((await ask()).headers.get('x-ratelimit-limit')).toBe('3'));
  for (let round = 0; round < 3; round++) await ask();
  const refused = await ask(me.client);
  expect([refused.status, refused.headers.get('x-ratelimit-limit')]).toEqual([429, '3']);
  await set({ rateLimits: null });
  await eventually(async () => expect((await ask()).status).toBe(200));
}, 60_000);
