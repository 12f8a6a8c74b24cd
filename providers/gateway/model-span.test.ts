import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ask, quick, renamed, silent } from '../../test/doubles/ask-gateway.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { recordingMeter } from '../../test/doubles/recording-meter.js';
import { captureContent } from '../../platform/telemetry/content.js';
import { createOpenAiProvider } from '../chat/openai.provider.js';
import { createGateway } from './gateway.js';

const exporter = new InMemorySpanExporter();
const tracing = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let double: OpenAiDouble;
let provider: ReturnType<typeof createOpenAiProvider>;

beforeAll(async () => {
  tracing.register();
  double = await startOpenAiDouble();
  provider = createOpenAiProvider({ apiKey: 'x', baseUrl: double.url, defaultModel: 'gpt-4o-mini' });
});
afterEach(() => {
  exporter.reset();
  double.reset();
  captureContent(false);
});
afterAll(async () => {
  await provider.close();
  await double.close();
  await tracing.shutdown();
});

const gateway = () =>
  createGateway({
    providers: [provider, renamed(provider, 'anthropic', 'claude-haiku-4-5')],
    meter: recordingMeter(),
    logger: silent,
    settings: { ...quick, retries: 0 },
  });
const spans = () =>
  exporter
    .getFinishedSpans()
    .map(({ name, attributes, status }) => ({ name, attributes, status: status.code }));
const request = {
  messages: [{ role: 'user' as const, content: 'What is a vector store?' }],
  temperature: 0.2,
  maxTokens: 99,
};

test('a request to a model has a span by the conventions for generative AI', async () => {
  double.enqueue({
    text: 'Fine.',
    model: 'gpt-4o-mini-2024-07-18',
    usage: { promptTokens: 7, completionTokens: 2 },
  });
  await ask(gateway(), { request });
  expect(spans()).toEqual([
    {
      name: 'chat gpt-4o-mini',
      status: SpanStatusCode.UNSET,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.request.temperature': 0.2,
        'gen_ai.request.max_tokens': 99,
        'gen_ai.conversation.id': 'conversation-1',
        'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.response.time_to_first_chunk': expect.any(Number),
        'gen_ai.usage.input_tokens': 7,
        'gen_ai.usage.output_tokens': 2,
        'server.address': '127.0.0.1',
      },
    },
  ]);
  expect(double.ledger[0]!.headers.traceparent).toContain(
    exporter.getFinishedSpans()[0]!.spanContext().spanId,
  );
});

test('each attempt has a span of its own, with the kind of its error and not its words', async () => {
  double.enqueue({ status: 500, message: 'a secret of the provider' });
  await ask(gateway(), { request });
  expect(spans()).toMatchObject([
    { name: 'chat gpt-4o-mini', status: SpanStatusCode.ERROR, attributes: { 'error.type': 'unavailable' } },
    { name: 'chat claude-haiku-4-5', status: SpanStatusCode.UNSET },
  ]);
  const everything = exporter
    .getFinishedSpans()
    .map(({ attributes, events, status }) => [attributes, events, status]);
  expect(JSON.stringify(everything)).not.toContain('secret');
});

test('an answer that breaks off is an error after its first tokens', async () => {
  double.enqueue({ text: 'one two three', stopAfter: 2 });
  await ask(gateway(), { request });
  expect(spans()).toMatchObject([
    { status: SpanStatusCode.ERROR, attributes: { 'error.type': 'interrupted' } },
  ]);
});

test('prompts and answers are told only when the operator asks for them', async () => {
  await ask(gateway(), { request });
  expect(JSON.stringify(spans())).not.toContain('vector store');
  exporter.reset();
  captureContent(true);
  await ask(gateway(), { request });
  const [span] = spans();
  expect(JSON.parse(String(span!.attributes['gen_ai.input.messages']))).toEqual([
    { role: 'user', parts: [{ type: 'text', content: 'What is a vector store?' }] },
  ]);
  expect(JSON.parse(String(span!.attributes['gen_ai.output.messages']))).toEqual([
    { role: 'assistant', parts: [{ type: 'text', content: 'You said: What is a vector store?' }] },
  ]);
});
