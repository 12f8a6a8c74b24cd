import { afterEach, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { register } from 'prom-client';
import { createLogger } from '../../platform/logging/logger.js';
import { until } from '../../test/helpers/until.js';
import { createMeter, type MeterOptions } from './meter.js';
import type { ModelCall, ModelCallRecord } from './model-call.js';

const logger = createLogger({ name: 'test', level: 'silent' });
afterEach(() => void jest.restoreAllMocks());

/** A store that keeps its batches, or fails, or takes its time, as told. */
function recordingStore({ failures = 0, ms = 0 } = {}) {
  const batches: ModelCallRecord[][] = [];
  const ended: ModelCallRecord[][] = [];
  let attempts = 0;
  return {
    batches,
    ended,
    async systemEnd(calls: ModelCallRecord[]) {
      ended.push(calls);
    },
    attempts: () => attempts,
    async systemInsert(calls: ModelCallRecord[]) {
      attempts++;
      await sleep(ms);
      if (attempts <= failures) throw new Error('store is away');
      batches.push(calls);
    },
  };
}

const call: ModelCall = {
  organizationId: 'org-1',
  feature: 'chat',
  kind: 'chat',
  provider: 'openai',
  model: 'gpt-4o-mini',
  promptTokens: 100,
  completionTokens: 10,
  estimated: false,
  costMicros: 21,
  priceVersion: '2026-10-01',
  latencyMs: 500,
  firstTokenMs: 120,
  outcome: 'ok',
};

const meterWith = (options: Partial<MeterOptions>) => createMeter({ logger, flushMs: 20, ...options });

test('calls that come together are written together, each with an id and a time', async () => {
  const store = recordingStore();
  const meter = meterWith({ store });
  for (let i = 0; i < 3; i++) await meter.record({ ...call, chatbotId: `bot-${i}` });
  expect(store.batches).toHaveLength(0);
  await until(() => store.batches.length > 0);
  expect(store.batches.map((batch) => batch.map(({ chatbotId }) => chatbotId))).toEqual([
    ['bot-0', 'bot-1', 'bot-2'],
  ]);
  expect(new Set(store.batches[0]!.map(({ _id }) => _id)).size).toBe(3);
  expect(store.batches[0]![0]!.createdAt).toBeInstanceOf(Date);
  await meter.close();
});

test('a full batch does not wait for the clock', async () => {
  const store = recordingStore();
  const meter = meterWith({ store, flushMs: 10_000, batchSize: 5 });
  for (let i = 0; i < 5; i++) await meter.record(call);
  await until(() => store.batches.length > 0);
  expect(store.batches.map(({ length }) => length)).toEqual([5]);
  await meter.close();
});

test('a durable call is written when its promise resolves; those that meet a write share the next', async () => {
  const store = recordingStore({ ms: 20 });
  const meter = meterWith({ store, flushMs: 10_000 });
  await Promise.all([1, 2, 3, 4].map(() => meter.record(call, { durable: true })));
  expect(store.batches.map(({ length }) => length)).toEqual([1, 3]);
  await meter.close();
});

test('a failed write loses nothing, repeats with the same ids and does not reject', async () => {
  const store = recordingStore({ failures: 1 });
  const logged = jest.spyOn(logger, 'error');
  const meter = meterWith({ store, retryMs: 20 });
  await meter.record({ ...call, chatbotId: 'first' }, { durable: true });
  expect(store.batches).toHaveLength(0);
  expect(logged).toHaveBeenCalledTimes(1);
  await meter.record({ ...call, chatbotId: 'second' });
  await until(() => store.batches.flat().length >= 2);
  expect(store.batches.flat().map(({ chatbotId }) => chatbotId)).toEqual(['first', 'second']);
  await meter.close();
});

test('what is kept during an outage is bounded; the oldest are given up', async () => {
  const store = recordingStore({ failures: 1 });
  const meter = meterWith({ store, keep: 3, flushMs: 10_000, retryMs: 10_000 });
  await meter.record({ ...call, chatbotId: '0' }, { durable: true });
  for (const chatbotId of ['1', '2', '3']) await meter.record({ ...call, chatbotId });
  await meter.flush();
  expect(store.batches.flat().map(({ chatbotId }) => chatbotId)).toEqual(['1', '2', '3']);
  await meter.close();
});

test('closing writes what waits', async () => {
  const store = recordingStore();
  const meter = meterWith({ store, flushMs: 10_000 });
  await meter.record(call);
  await meter.close();
  expect(store.batches.flat()).toHaveLength(1);
});

test('metrics count at once; a model that only a caller named is no series of its own', async () => {
  register.resetMetrics();
  const meter = meterWith({ store: recordingStore() });
  await meter.record(call);
  await meter.record({ ...call, model: 'made-up', outcome: 'invalid-request', costMicros: 0 });
  const text = await register.metrics();
  expect(text).toContain(
    'model_calls_total{kind="chat",provider="openai",model="gpt-4o-mini",outcome="ok"} 1',
  );
  expect(text).toContain('model="other",outcome="invalid-request"} 1');
  expect(text).toContain('model_cost_micros_total{kind="chat",provider="openai",model="gpt-4o-mini"} 21');
  expect(text).toMatch(/model_tokens_total\{.*direction="prompt"\} 100/);
  expect(text).toContain('model_call_seconds_sum{kind="chat",provider="openai",outcome="ok"} 0.5');
  await meter.close();
});

test('a call that was stored before it was made is replaced by what became of it, also when that is written late', async () => {
  const store = recordingStore();
  const meter = meterWith({ store, retryMs: 10 });
  const begun: ModelCallRecord = {
    ...call,
    _id: 'b',
    createdAt: new Date(),
    outcome: 'lost',
    estimated: true,
  };
  await meter.begin(begun);
  expect(store.batches).toEqual([[begun]]);
  const end = store.systemEnd;
  store.systemEnd = async () => {
    store.systemEnd = end;
    throw new Error('store is away');
  };
  await meter.record({ ...begun, outcome: 'ok', estimated: false }, { durable: true });
  await meter.record(call, { durable: true });
  await until(() => store.ended.length > 0);
  expect(store.ended).toEqual([[{ ...begun, outcome: 'ok', estimated: false }]]);
  expect(store.batches.slice(1).flat()).toMatchObject([call]);
  await meter.close();
});

test('a call that cannot be stored before it is made says so', async () => {
  const meter = meterWith({ store: recordingStore({ failures: 1 }) });
  const begun: ModelCallRecord = { ...call, _id: 'b', createdAt: new Date(), outcome: 'lost' };
  await expect(meter.begin(begun)).rejects.toThrow('store is away');
  await meter.close();
});
