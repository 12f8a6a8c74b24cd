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
