import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { until } from '../helpers/until.js';
import { startDoubleProcess } from './double-process.js';
import { startOpenAiDouble, type OpenAiDouble } from './openai-double.js';

let double: OpenAiDouble;
beforeAll(async () => {
  double = await startOpenAiDouble('sk-double');
});
afterEach(() => double.reset());
afterAll(() => double.close());

const post = (path: string, body: unknown, headers = {}, signal?: AbortSignal) =>
  fetch(`${double.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers, signal });

const chat = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello there' }] };

test('answers at once the way OpenAI does', async () => {
  const answer = (await (await post('/chat/completions', chat)).json()) as Record<string, unknown>;
  expect(answer).toMatchObject({
    object: 'chat.completion',
    model: 'gpt-4o-mini',
    choices: [{ message: { role: 'assistant', content: 'You said: Hello there' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 2, completion_tokens: 4, total_tokens: 6 },
  });
});

test('streams one event a token, with usage only when asked', async () => {
  const body = { ...chat, stream: true };
  const plain = await (await post('/chat/completions', body)).text();
  expect(plain.match(/"content":"[^"]+"/g)).toHaveLength(4);
  expect(plain).toMatch(/data: \[DONE\]\n\n$/);
  expect(plain).not.toContain('usage');
  const counted = await post('/chat/completions', { ...body, stream_options: { include_usage: true } });
  expect(await counted.text()).toContain('"usage":{"prompt_tokens":2');
});

test('the queue is used up first, then the responder, then the default', async () => {
  double
    .enqueue({ status: 429, retryAfter: 7 })
    .respond(({ index }) => (index < 2 ? { text: 'scripted' } : undefined));
  const limited = await post('/chat/completions', chat);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  expect(await (await post('/chat/completions', chat)).text()).toContain('scripted');
  expect(await (await post('/chat/completions', chat)).text()).toContain('You said');
});

test('a script for one endpoint waits for it', async () => {
  double.enqueue({ for: 'embeddings', status: 500 });
  expect((await post('/chat/completions', chat)).status).toBe(200);
  expect((await post('/embeddings', { model: 'm', input: 'a' })).status).toBe(500);
});

test('a script for one request waits for it', async () => {
  double.enqueue({ when: 'Hello', text: 'for Hello' });
  const other = { ...chat, messages: [{ role: 'user', content: 'Good day' }] };
  expect(await (await post('/chat/completions', other)).text()).toContain('You said: Good day');
  expect(await (await post('/chat/completions', chat)).text()).toContain('for Hello');
});

test('the ledger knows keys only as matched or not', async () => {
  for (const authorization of ['Bearer sk-double', 'Bearer sk-wrong'])
    await post('/chat/completions', chat, { authorization });
  await post('/chat/completions', chat);
  expect(double.ledger.map(({ key }) => key)).toEqual(['matched', 'different', 'absent']);
  expect(JSON.stringify(double.ledger)).not.toContain('sk-');
});

test('the ledger knows who left', async () => {
  double.enqueue({ silentAfter: 0 });
  const left = post('/chat/completions', chat, {}, AbortSignal.timeout(40));
  await expect(left).rejects.toThrow();
  await until(() => double.ledger[0]?.outcome === 'aborted');
  expect(double.ledger[0]).toMatchObject({ tokensSent: 0 });
});

async function vectors(input: string[], extra = {}): Promise<number[][]> {
  const answer = await post('/embeddings', { model: 'text-embedding-3-small', input, ...extra });
  const { data } = (await answer.json()) as { data: { embedding: number[] }[] };
  return data.map(({ embedding }) => embedding);
}
const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

test('embeddings are unit vectors, near for similar texts, the same every time', async () => {
  const texts = ['Invoices are due in 30 days', 'An invoice is due after 30 days', 'Cats sleep all day', ''];
  const [a, b, c, empty] = await vectors(texts);
  for (const vector of [a!, b!, c!, empty!]) expect(dot(vector, vector)).toBeCloseTo(1, 6);
  expect(dot(a!, b!)).toBeGreaterThan(dot(a!, c!) + 0.2);
  expect(await vectors(texts)).toEqual([a, b, c, empty]);
});

test('embeddings come in any size, and as base64', async () => {
  const [plain] = await vectors(['a text'], { dimensions: 64 });
  expect(plain).toHaveLength(64);
  const [encoded] = (await vectors(['a text'], {
    dimensions: 64,
    encoding_format: 'base64',
  })) as unknown as string[];
  const bytes = Uint8Array.from(Buffer.from(encoded!, 'base64'));
  expect([...new Float32Array(bytes.buffer)]).toEqual(plain!.map(Math.fround));
});

test('as a process of its own it takes scripts and shows its ledger', async () => {
  const other = await startDoubleProcess();
  try {
    await other.enqueue({ text: 'from afar' });
    const answer = await fetch(`${other.url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(chat),
    });
    expect(await answer.text()).toContain('from afar');
    expect(await other.ledger()).toMatchObject([{ path: '/v1/chat/completions', outcome: 'completed' }]);
  } finally {
    await other.stop();
  }
});
