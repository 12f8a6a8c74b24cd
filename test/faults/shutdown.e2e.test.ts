import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven } from '../helpers/given.js';
import { until } from '../helpers/until.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';

// A platform of its own: these tests stop its API.
let double: OpenAiDouble;
let platform: TestPlatform;
beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  platform = await startTestPlatform({ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url });
});
afterAll(async () => {
  await platform.stop();
  await double.close();
});

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`);
async function untilGone(pid: number, withinMs: number): Promise<number> {
  const start = Date.now();
  while (isRunning(pid)) {
    if (Date.now() - start > withinMs) throw new Error(`process ${pid} still runs after ${withinMs} ms`);
    await sleep(50);
  }
  return Date.now() - start;
}

test('a streamed answer is finished when the API is told to stop, and the API then stops at once', async () => {
  const given = createGiven(platform.url);
  const owner = await given.owner();
  const bot = await given.chatbot(owner, { model: { provider: 'openai', name: 'gpt-4o-mini' } });
  const words = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
  double.enqueue({ for: 'chat', text: words, paceMs: 100 });

  const { api } = await platform.pids();
  let tokens = 0;
  const { response, events } = await owner.client.events('POST', `/api/v1/chatbots/${bot.id}/conversation`, {
    body: { message: 'Count', stream: true },
    until: ({ event }) => {
      if (event === 'token' && ++tokens === 5) process.kill(api!, 'SIGTERM');
      return false;
    },
  });
  expect(response.status).toBe(200);
  expect(tokens).toBeGreaterThan(5);
  expect(events.at(-1)!.event).toBe('done');
  expect(events.at(-1)!.data.message).toBe(words);
  expect(events.map(({ id }) => Number(id))).toEqual(events.map((_, index) => index + 1));
  // The connection stays open for further requests of its client; that must not hold the process.
  expect(await untilGone(api!, 5_000)).toBeLessThan(5_000);
});

test('the API is started again', async () => {
  const given = createGiven(platform.url);
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await given.anonymous.get('/health').catch(() => null);
    if (answer?.status === 200) break;
    await sleep(200);
  }
  const owner = await given.owner();
  expect((await owner.client.get('/api/v1/auth/me')).status).toBe(200);
  expect((await platform.pids()).api).toBeDefined();
});

test('a platform whose output nobody reads any more stops and leaves neither a process nor a temporary file behind', async () => {
  const pids = Object.entries(await platform.pids());
  expect(existsSync(join(platform.dataDir, 'tmp'))).toBe(true);
  expect(pids.length).toBeGreaterThanOrEqual(6);
  platform.hangUp();
  // It says that the worker has stopped, and finds that nobody listens.
  process.kill((await platform.pids()).worker!, 'SIGKILL');
  await until(() => pids.every(([, pid]) => !isRunning(pid)), { timeoutMs: 50_000 });
  await until(() => !existsSync(join(platform.dataDir, 'tmp')));
});
