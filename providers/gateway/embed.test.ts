import { expect, test } from '@jest/globals';
import { AppError } from '../../platform/errors/app-error.js';
import { quick, silent } from '../../test/doubles/ask-gateway.js';
import { recordingMeter } from '../../test/doubles/recording-meter.js';
import { ProviderError } from '../chat/chat-provider.js';
import type { Embedder, Embeddings } from '../embeddings/embedder.js';
import { createGateway } from './gateway.js';

const model = { model: 'any', dimensions: 2 };
const context = { organizationId: 'org-1', feature: 'ingestion', jobId: 'job-1' } as const;

/** An embedder that does what it is told, call by call. */
function embedderOf(provider: string, model: string, ...answers: (number | Error)[]): Embedder {
  return {
    provider,
    model,
    dimensions: 2,
    maxTokens: 512,
    countTokens: (texts) => texts.map(({ length }) => length),
    embed: async (texts): Promise<Embeddings> => {
      const answer = answers.shift() ?? 10;
      if (answer instanceof Error) throw answer;
      return { vectors: texts.map(() => Float32Array.of(1, 0)), tokens: answer };
    },
  } as Partial<Embedder> as Embedder;
}

function gatewayOver(embedder?: Embedder) {
  const meter = recordingMeter();
  return {
    meter,
    gateway: createGateway({
      providers: [],
      embedders: embedder && { get: async () => embedder },
      meter,
      logger: silent,
      settings: quick,
    }),
  };
}

const limited = (retryAfterMs: number) =>
  new ProviderError('openai: too many', {
    kind: 'rate-limit',
    provider: 'openai',
    status: 429,
    retryAfterMs,
  });

test('vectors come back and are metered with their cost', async () => {
  const { gateway, meter } = gatewayOver(embedderOf('openai', 'text-embedding-3-small', 1_000_000));
  const { vectors } = await gateway.embed({ context, model, texts: ['a', 'b'], purpose: 'passage' });
  expect(vectors).toHaveLength(2);
  expect(meter.calls).toEqual([
    expect.objectContaining({
      kind: 'embedding',
      jobId: 'job-1',
      promptTokens: 1_000_000,
      costMicros: 20_000,
      durable: true,
      outcome: 'ok',
    }),
  ]);
});

test('local vectors cost nothing and wait for no write', async () => {
  const { gateway, meter } = gatewayOver(embedderOf('local', 'small-multilingual'));
  await gateway.embed({ context, model, texts: ['a'], purpose: 'query' });
  expect(meter.calls).toEqual([expect.objectContaining({ costMicros: 0, durable: false })]);
});

test('passing faults are retried, whatever error the embedder throws', async () => {
  const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  const { gateway, meter } = gatewayOver(
    embedderOf('openai', 'text-embedding-3-small', reset, limited(50), 5),
  );
  await gateway.embed({ context, model, texts: ['a'], purpose: 'query' });
  expect(meter.calls.map(({ outcome }) => outcome)).toEqual(['unavailable', 'rate-limit', 'ok']);
});

test('a long limit is told to the job at once', async () => {
  const { gateway, meter } = gatewayOver(embedderOf('openai', 'text-embedding-3-small', limited(240_000)));
  await expect(gateway.embed({ context, model, texts: ['a'], purpose: 'passage' })).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    retryAfter: 240,
    message: expect.stringContaining('openai limits its requests'),
    cause: { kind: 'rate-limit' },
  });
  expect(meter.calls).toHaveLength(1);
});

test('a refused key is not retried', async () => {
  const refused = Object.assign(new Error('wrong key'), { status: 401 });
  const { gateway, meter } = gatewayOver(embedderOf('openai', 'text-embedding-3-small', refused));
  await expect(gateway.embed({ context, model, texts: ['a'], purpose: 'query' })).rejects.toMatchObject({
    code: 'PROVIDER_ERROR',
  });
  expect(meter.calls).toHaveLength(1);
});

test('what an embedder wraps into an AppError is still understood', async () => {
  const wrapped = new AppError('PROVIDER_ERROR', 'The embedding server failed', { cause: limited(60_000) });
  const { gateway } = gatewayOver(embedderOf('openai', 'text-embedding-3-small', wrapped));
  await expect(gateway.embed({ context, model, texts: ['a'], purpose: 'passage' })).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    retryAfter: 60,
  });
});

test('a busy local model speaks for itself, after the retries', async () => {
  const busy = new AppError('SERVICE_UNAVAILABLE', 'Too many questions are waiting');
  const { gateway, meter } = gatewayOver(embedderOf('local', 'small-multilingual', busy, busy, busy));
  await expect(gateway.embed({ context, model, texts: ['a'], purpose: 'query' })).rejects.toBe(busy);
  expect(meter.calls).toHaveLength(3);
});

test('an aborted job gets its own reason back', async () => {
  const { gateway } = gatewayOver(embedderOf('openai', 'm', limited(200)));
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('job cancelled')), 20);
  const { signal } = controller;
  await expect(gateway.embed({ context, model, texts: ['a'], purpose: 'query', signal })).rejects.toThrow(
    'job cancelled',
  );
});

test('without an embedder the caller is told', async () => {
  const { gateway } = gatewayOver();
  await expect(gateway.embed({ context, model, texts: ['a'], purpose: 'query' })).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
  });
});

test('a call of a job is in the ledger as lost before it is made, and then as what it was', async () => {
  const embedder = embedderOf('openai', 'text-embedding-3-small', 500);
  const { gateway, meter } = gatewayOver(embedder);
  let before = 0;
  const ask = embedder.embed;
  embedder.embed = (...call) => {
    before = meter.begun.length;
    return ask(...call);
  };
  await gateway.embed({ context, model, texts: ['four', 'fours'], purpose: 'passage' });
  expect(before).toBe(1);
  const [lost] = meter.begun;
  expect(lost).toMatchObject({
    kind: 'embedding',
    outcome: 'lost',
    estimated: true,
    promptTokens: 9,
    jobId: 'job-1',
  });
  expect(meter.calls).toEqual([
    expect.objectContaining({ _id: lost!._id, outcome: 'ok', estimated: false, promptTokens: 500 }),
  ]);
});

test('what nobody has to pay, or no job asks for, is not noted before, and without the note nothing is asked', async () => {
  const local = gatewayOver(embedderOf('local', 'small'));
  await local.gateway.embed({ context, model, texts: ['a'], purpose: 'query' });
  const question = gatewayOver(embedderOf('openai', 'text-embedding-3-small'));
  const nobody = { organizationId: 'org-1', feature: 'ingestion' } as const;
  await question.gateway.embed({ context: nobody, model, texts: ['a'], purpose: 'query' });
  expect([local.meter.begun, question.meter.begun]).toEqual([[], []]);

  const embedder = embedderOf('openai', 'text-embedding-3-small');
  let asked = 0;
  embedder.embed = async () => {
    asked++;
    return { vectors: [], tokens: 0 };
  };
  const unable = gatewayOver(embedder);
  unable.meter.begin = () => Promise.reject(new Error('store is away'));
  const asking = unable.gateway.embed({ context, model, texts: ['a'], purpose: 'passage' });
  await expect(asking).rejects.toMatchObject({ name: 'NotKept' });
  expect(asked).toBe(0);
});
