import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { startOpenAiDouble, type LedgerEntry, type OpenAiDouble } from '../doubles/openai-double.js';
import { createGiven, data, unique, type Member } from '../helpers/given.js';
import { startTestPlatform, type TestPlatform } from '../helpers/platform.js';
import { until } from '../helpers/until.js';
import { size } from './size.js';
import { openStores, type Stores } from './stores.js';

interface Call {
  jobId: string;
  outcome: string;
  estimated: boolean;
  promptTokens: number;
  completionTokens: number;
  costMicros: number;
}

let double: OpenAiDouble;
let platform: TestPlatform;
let stores: Stores;
let me: Member;
beforeAll(async () => {
  double = await startOpenAiDouble('test-key');
  // Of a model that nobody knows little is asked at once: the digest is made of parts.
  const environment = { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: double.url, OPENAI_MODEL: 'gpt-4' };
  platform = await startTestPlatform(environment);
  stores = await openStores(platform.dataDir);
  me = await createGiven(platform.url).owner();
}, 180_000);
afterAll(async () => {
  await stores?.close();
  await platform?.stop();
  await double?.close();
});

const parts = 3;
/** After which answers the worker dies: the first, when two parts are still being asked about, and the last of all. */
const kills = size(0, 1) ? [1, 2, 3, 4] : [1, 4];

const words = 'The plan for the release was read aloud and everybody said what they thought about it. ';
const messages = Array.from({ length: 66 }, (_, n) => ({
  ...{ id: `m${n}`, content: `Number ${n}. ${words.repeat(7)}`, author_id: 'ann', author_name: 'Ann' },
  created_at: new Date(Date.UTC(2026, 0, 5, 9, n)).toISOString(),
}));

/** Micro-dollars, at 30 and 60 dollars per million tokens. */
const micros = (prompt: number, completion: number): number => prompt * 30 + completion * 60;
/** What somebody counts who was told nothing. */
const countedOf = ({ body }: LedgerEntry): number =>
  body.messages!.reduce((sum, { content }) => sum + countTokens(String(content)) + 4, 0);

test('a digest of parts is finished once and pays for no answer twice, after whichever answer the worker dies', async () => {
  const usage = { promptTokens: 1_000, completionTokens: 100 };
  const answered = new Set<number>();
  let most = 0;
  double.respond(({ index, path }) => {
    if (path !== 'chat') return undefined;
    if (answered.size >= most) return { silentAfter: 0 };
    answered.add(index);
    return { text: JSON.stringify({ summary: `Told by answer ${answered.size}.` }), usage };
  });
  const calls = (): Promise<Call[]> =>
    stores.db.collection<Call>('modelCalls').find({ kind: 'chat' }).toArray();
  const known = async (outcome: string) => (await calls()).filter((call) => call.outcome === outcome);
  const headers = { 'Idempotency-Key': unique('key') };
  let asked = 0;
  let before = 0;
  const ask = () => me.client.post('/api/ai/digest', { channelId: 'general', messages }, headers);
  void ask().catch(() => undefined);
  for (const after of kills) {
    most = after;
    // Every part without an answer is asked about, and the whole as soon as all of them have one.
    asked += Math.max(0, parts - before) + (after >= parts ? 1 : 0);
    await until(async () => (await known('ok')).length === after && double.ledger.length === asked);
    await platform.kill('worker');
    before = after;
  }
  let body: Awaited<ReturnType<typeof ask>>['body'];
  await until(async () => {
    const answer = await ask();
    body = answer.body;
    return answer.status === 200;
  });
  expect(body.digest.summary).toBe('Told by answer 4.');
  // Four answers were paid for, and what was on its way when the worker died.
  expect(double.ledger).toHaveLength(asked);
  const lost = double.ledger.filter(({ index }) => !answered.has(index));
  expect([answered.size, lost.length]).toEqual([4, asked - 4]);
  const stored = await calls();
  expect(stored.map(({ outcome }) => outcome).sort()).toEqual(
    [...lost.map(() => 'lost'), ...[...answered].map(() => 'ok')].sort(),
  );
  const unheard = (await known('lost')).map((call) => [call.estimated, call.promptTokens, call.costMicros]);
  expect(unheard.sort()).toEqual(
    lost.map((entry) => [true, countedOf(entry), micros(countedOf(entry), 0)]).sort(),
  );
  const total = 4 * micros(1_000, 100) + lost.reduce((sum, entry) => sum + micros(countedOf(entry), 0), 0);
  expect(stored.reduce((sum, { costMicros }) => sum + costMicros, 0)).toBe(total);
  expect(body.costInfo).toEqual({ totalCost: total / 1e6, requestCount: asked });
  const jobs = data(await me.client.get('/api/v1/jobs?kind=digest'));
  expect(jobs).toHaveLength(1);
  expect(jobs[0]).toMatchObject({
    ...{ id: body.jobId, status: 'completed', progress: { total: 1, done: 1, failed: 0 } },
  });
  // Nothing of what was said is left lying about.
  expect(await stores.db.collection('paidAnswers').countDocuments()).toBe(0);
}, 300_000);
