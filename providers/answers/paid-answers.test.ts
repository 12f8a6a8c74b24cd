import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createJob, jobRepository } from '../../jobs/index.js';
import { newId } from '../../platform/ids.js';
import { ask, quick, silent } from '../../test/doubles/ask-gateway.js';
import { startOpenAiDouble, type OpenAiDouble } from '../../test/doubles/openai-double.js';
import { startTestStores, type TestStores } from '../../test/helpers/own-stores.js';
import { createOpenAiProvider } from '../chat/openai.provider.js';
import { createGateway, type Gateway } from '../gateway/gateway.js';
import { createMeter, type Meter } from '../metering/meter.js';
import type { ModelCall } from '../metering/model-call.js';
import { ModelCallModel } from '../metering/model-call.model.js';
import { createPaidAnswers, NotKept, type PaidAnswers } from './paid-answers.js';
import { PaidAnswerModel } from './paid-answer.model.js';
import { sweepPaidAnswers } from './sweep-paid-answers.js';

let stores: TestStores;
let double: OpenAiDouble;
let provider: ReturnType<typeof createOpenAiProvider>;
let meter: Meter;
let gateway: Gateway;
const gatewayWith = (paidAnswers: PaidAnswers) =>
  createGateway({ providers: [provider], meter, paidAnswers, logger: silent, settings: quick });
beforeAll(async () => {
  [stores, double] = await Promise.all([startTestStores(), startOpenAiDouble()]);
  const server = { apiKey: 'sk-double', baseUrl: double.url, defaultModel: 'gpt-4o-mini' };
  provider = createOpenAiProvider(server);
  meter = createMeter({ logger: silent });
  gateway = gatewayWith(createPaidAnswers());
}, 60_000);
afterEach(() => double.reset());
afterAll(async () => {
  await meter?.close();
  await provider?.close();
  await double?.close();
  await stores?.stop();
});

const usage = { promptTokens: 1_000, completionTokens: 100 };
/** Micro-dollars of it. */
const cost = 150 + 60;
const ofJob = (jobId = newId()) => ({
  context: { organizationId: newId(), feature: 'digest', jobId, userId: 'ann' } as const,
});
const ledgerOf = ({ context: { jobId } }: ReturnType<typeof ofJob>) =>
  ModelCallModel.find({ jobId }).sort({ createdAt: 1 }).lean().exec();
/** Asks, and notes the calls that it is told of. */
async function askNoting(of: ReturnType<typeof ofJob>, call: { again?: number } = {}, on = gateway) {
  const noted: ModelCall[] = [];
  const answer = await ask(on, { ...of, ...call, onMetered: (one) => void noted.push(one) });
  return { ...answer, noted };
}

test('a job that asks again what was answered gets that answer: no request, one call in the ledger, its cost told', async () => {
  double.enqueue({ status: 500 }, { text: 'Paid for.', usage }, { text: 'Of another job.', usage });
  const of = ofJob();
  const first = await askNoting(of);
  const second = await askNoting(of);
  expect([first.text, second.text]).toEqual(['Paid for.', 'Paid for.']);
  expect(second.end).toEqual(first.end);
  expect(second.noted.map(({ outcome, costMicros }) => [outcome, costMicros])).toEqual([
    ['unavailable', 0],
    ['ok', cost],
  ]);
  expect(double.ledger).toHaveLength(2);
  expect((await ledgerOf(of)).map(({ outcome }) => outcome)).toEqual(['unavailable', 'ok']);
  expect((await askNoting(ofJob())).text).toBe('Of another job.');
});

test('whoever wants another answer gets one, and both are kept', async () => {
  double.enqueue({ text: 'No JSON.' }, { text: '{}' });
  const of = ofJob();
  const askTwice = async () => [(await askNoting(of)).text, (await askNoting(of, { again: 1 })).text];
  expect([await askTwice(), await askTwice()]).toEqual([
    ['No JSON.', '{}'],
    ['No JSON.', '{}'],
  ]);
  expect(double.ledger).toHaveLength(2);
});

test('calls of tools are kept too, and a call of no job is not kept', async () => {
  const toolCalls = [{ name: 'look', arguments: { at: 1 } }];
  double.respond(() => ({ text: 'Let me see.', toolCalls }));
  const [of, signal] = [ofJob(), new AbortController().signal];
  const tools = [{ name: 'look', description: 'Looks.', inputSchema: { type: 'object' } }];
  const request = { messages: [{ role: 'user' as const, content: 'Look!' }], tools };
  const told = async () => {
    const chunks = [];
    for await (const chunk of gateway.chat({ ...of, request, signal })) chunks.push(chunk);
    return chunks.filter(({ type }) => type === 'tool-calls');
  };
  const first = await told();
  expect(first).toMatchObject([{ calls: toolCalls }]);
  expect(await told()).toEqual(first);
  expect(double.ledger).toHaveLength(1);
  const { organizationId, feature } = of.context;
  for (let round = 0; round < 2; round++) await ask(gateway, { context: { organizationId, feature } });
  expect(double.ledger).toHaveLength(3);
});

test('an answer that was kept by a process which died before the ledger had its call is written there', async () => {
  double.enqueue({ text: 'Kept.', usage });
  const of = ofJob();
  await askNoting(of);
  await ModelCallModel.deleteMany({ jobId: of.context.jobId });
  for (let round = 0; round < 2; round++) expect((await askNoting(of)).text).toBe('Kept.');
  expect(await ledgerOf(of)).toMatchObject([
    { outcome: 'ok', costMicros: cost, userId: 'ann', organizationId: of.context.organizationId },
  ]);
});

/** A request whose process died while it waited. */
async function lose(of: ReturnType<typeof ofJob>): Promise<void> {
  double.enqueue({ status: 400 });
  await askNoting(of);
  const at = new Date(Date.now() - 3_600_000);
  const asked = { id: newId(), provider: 'openai', model: 'gpt-4o-mini', length: 4_000, at };
  await PaidAnswerModel.updateOne({ jobId: of.context.jobId }, { $push: { asked } });
}

test('what was on its way when a process died is counted once, by our own count, and asked again', async () => {
  const of = ofJob();
  await lose(of);
  double.enqueue({ status: 400 }, { text: 'At last.', usage });
  expect((await askNoting(of)).error).toBeDefined();
  const { text, noted } = await askNoting(of);
  expect(text).toBe('At last.');
  // "What is a vector store?" and what its message adds.
  const lost = { outcome: 'lost', estimated: true, promptTokens: 10, completionTokens: 0, costMicros: 2 };
  expect(noted.map(({ outcome }) => outcome)).toEqual(['invalid-request', 'lost', 'invalid-request', 'ok']);
  expect(noted[1]).toMatchObject(lost);
  expect((await ledgerOf(of)).filter(({ outcome }) => outcome === 'lost')).toMatchObject([
    { ...lost, userId: 'ann', jobId: of.context.jobId },
  ]);
});

const storedJob = () =>
  createJob({
    ...{ organizationId: newId(), createdBy: newId(), kind: 'digest' },
    ...{ subject: { type: 'channel', id: 'general' }, items: [{ subjectId: newId(), title: 'general' }] },
  });

test('when a job has ended its answers go; what was lost on its way is counted before', async () => {
  const [open, ended] = [await storedJob(), await storedJob()];
  await jobRepository.change(ended.organizationId, ended._id, ['queued'], { status: 'failed' });
  double.respond(() => ({ text: 'Kept.', usage }));
  const [ofOpen, ofEnded, unheard] = [ofJob(open._id), ofJob(ended._id), ofJob()];
  await askNoting(ofOpen);
  await askNoting(ofEnded);
  await lose(unheard);
  await sweepPaidAnswers();
  const kept = await PaidAnswerModel.distinct('jobId');
  expect(kept).toContain(open._id);
  expect(kept).not.toContain(ended._id);
  expect(kept).not.toContain(unheard.context.jobId);
  expect((await ledgerOf(unheard)).map(({ outcome, promptTokens }) => [outcome, promptTokens])).toEqual([
    ['lost', 1_000],
    ['invalid-request', 0],
  ]);
});

test('nothing is asked while nothing can be kept, and no other provider is tried', async () => {
  const away: PaidAnswers = {
    take: async () => ({
      answer: null,
      keeping: {
        ask: () => Promise.reject(new NotKept(new Error('away'))),
        drop: async () => undefined,
        settle: async () => undefined,
      },
    }),
  };
  expect((await askNoting(ofJob(), {}, gatewayWith(away))).error).toBeInstanceOf(NotKept);
  expect(double.ledger).toHaveLength(0);
});

test('a call that stood in the ledger as lost before it was made stands there once, as what it was', async () => {
  const of = ofJob();
  const begun = {
    ...({
      ...of.context,
      _id: newId(),
      createdAt: new Date(),
      kind: 'embedding',
      provider: 'openai',
    } as const),
    ...{
      model: 'm',
      promptTokens: 9,
      completionTokens: 0,
      estimated: true,
      costMicros: 13,
      priceVersion: '1',
    },
  };
  await meter.begin({ ...begun, outcome: 'lost' });
  expect(await ledgerOf(of)).toMatchObject([{ outcome: 'lost', costMicros: 13 }]);
  const ended = { ...begun, estimated: false, promptTokens: 8, costMicros: 12, outcome: 'ok' } as const;
  await meter.record(ended, { durable: true });
  expect(await ledgerOf(of)).toEqual([ended]);
});
