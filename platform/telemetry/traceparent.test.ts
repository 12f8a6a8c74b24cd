import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { inSpan } from './span.js';
import { continueTrace, currentTraceparent, traceHeaders } from './traceparent.js';

const provider = new NodeTracerProvider();
const idOf = () => trace.getActiveSpan()?.spanContext().traceId;

test('without traces there is nothing to keep or to send, and work is done all the same', () => {
  expect(currentTraceparent()).toBeNull();
  expect(traceHeaders()).toEqual({});
  expect(continueTrace(null, () => 'done')).toBe('done');
});

describe('with traces', () => {
  beforeAll(() => provider.register());
  afterAll(() => provider.shutdown());

  test('work that is done later goes on with the trace that it was kept with', async () => {
    const kept = await inSpan('request', {}, async () => ({ header: currentTraceparent(), id: idOf() }));
    expect(kept.header).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    await continueTrace(kept.header, () =>
      inSpan('sweep', {}, async () => {
        expect(idOf()).toBe(kept.id);
        expect(traceHeaders().traceparent).toContain(kept.id);
      }),
    );
  });

  test('a trace under way is not left for a kept one', async () => {
    const kept = await inSpan('request', {}, async () => currentTraceparent());
    await inSpan('retry', {}, async () => {
      const own = idOf();
      continueTrace(kept, () => expect(idOf()).toBe(own));
    });
  });

  test.each([['garbage'], ['00-0-0-01']])('a kept trace that cannot be read (%s) is no trace', (header) => {
    expect(continueTrace(header, idOf)).toBeUndefined();
  });
});
