import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Model } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { Actor, registerUser } from '../../accounts/index.js';
import {
  answerTurn,
  beginTurn,
  ChatbotModel,
  ConversationModel,
  createChatbot,
  endConversation,
  TurnModel,
} from '../../bots/index.js';
import { eventData, type DomainEvent } from '../../contracts/events.contract.js';
import { createLogger } from '../../platform/logging/logger.js';
import { migrate } from '../../platform/mongo/migrate.js';
import { startRelay, type Relay } from '../../platform/outbox/relay.js';
import { tellSubscribers } from '../../platform/outbox/subscribers.js';
import { createGateway, createOpenAiProvider } from '../../providers/index.js';
import { startOpenAiDouble, type OpenAiDouble } from '../doubles/openai-double.js';
import { recordingMeter } from '../doubles/recording-meter.js';
import { startTestStores, type TestStores } from '../helpers/own-stores.js';
import { until } from '../helpers/until.js';

const logger = createLogger({ name: 'test', level: 'silent' });
let stores: TestStores;
let double: OpenAiDouble;
let provider: ReturnType<typeof createOpenAiProvider>;
let relays: Relay[] = [];
/** By id, as every subscriber keeps them: two relays may both tell of one. */
const received = new Map<string, DomainEvent>();
/** Ids of events that the subscriber refuses once. */
const refused = new Set<string>();

/** As the queues process does it; two of them, as after a restart that overlaps. */
beforeAll(async () => {
  [stores, double] = await Promise.all([startTestStores(), startOpenAiDouble('key')]);
  await migrate({ migrations: [], logger });
  provider = createOpenAiProvider({ apiKey: 'key', baseUrl: double.url, defaultModel: 'gpt-4o-mini' });
  const subscriber = {
    name: 'test',
    handle: async (events: DomainEvent[]) => {
      for (const event of events) {
        if (event.type === 'chatbot.created' && !refused.has(event.id)) {
          refused.add(event.id);
          throw new Error('the subscriber is away');
        }
      }
      for (const event of events) received.set(event.id, event);
    },
  };
  const sources = [ChatbotModel, ConversationModel, TurnModel] as unknown as Model<never>[];
  relays = [0, 1].map(() =>
    startRelay({ sources, deliver: tellSubscribers([subscriber]), logger, sweepMs: 200 }),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await provider?.close();
  await double?.close();
  await stores?.stop();
});

const ofType = (type: DomainEvent['type']) => [...received.values()].filter((event) => event.type === type);

test('a registration, a chatbot and a conversation are told as one event each, through two relays and a failed delivery', async () => {
  const password = 'a long enough password';
  const user = await registerUser({ input: { username: 'ada', email: 'ada@example.org', password } });
  const { organizationId } = user;
  const actor = new Actor({
    ...{ userId: user._id, organizationId, role: 'user', organizationRole: 'owner' },
    ...{ via: 'session', credentialId: 's', scopes: null },
  });
  const bot = await createChatbot({ actor, input: { name: 'Support' } });
  const gateway = createGateway({ providers: [provider], meter: recordingMeter(), logger });
  const say = async (message: string, conversationId?: string) => {
    const input = { message, conversationId };
    // A bot without knowledge asks neither.
    const dependencies = {
      ...{ vectors: undefined as never, embedQuery: undefined as never, tools: undefined as never },
    };
    const begun = await beginTurn({ actor, chatbotId: bot._id, input, dependencies });
    return answerTurn(begun, { gateway, signal: new AbortController().signal });
  };
  const { conversationId } = await say('Hello');
  await say('Hello again', conversationId);
  await endConversation({ actor, chatbotId: bot._id, conversationId });

  const expected = [
    'chatbot.created',
    'conversation.ended',
    'conversation.started',
    'message.received',
    'message.received',
    'message.sent',
    'message.sent',
    'user.registered',
  ];
  await until(() => received.size >= expected.length);
  // Time for what would come twice.
  await sleep(1_500);
  const events = [...received.values()];
  expect(events.map(({ type }) => type).sort()).toEqual(expected);
  expect(events.every((event) => event.organizationId === organizationId)).toBe(true);
  expect(events.every(({ timestamp }) => timestamp instanceof Date)).toBe(true);
  expect(ofType('message.received')[0]?.data).toMatchObject({ conversationId, text: 'Hello' });
  // What is documented is what is sent.
  for (const { type, data } of events)
    expect([type, eventData[type].data.safeParse(data).error]).toEqual([type, undefined]);
  expect(ofType('user.registered')[0]?.data).toMatchObject({ userId: user._id, username: 'ada' });
  expect(ofType('conversation.ended')[0]?.data).toMatchObject({ conversationId, reason: 'closed' });
});
