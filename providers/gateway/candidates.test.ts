import { expect, test } from '@jest/globals';
import type { ChatProvider, ChatRequest } from '../chat/chat-provider.js';
import { candidates } from './candidates.js';

const provider = (name: ChatProvider['name'], defaultModel: string, freeText = true): ChatProvider => ({
  name,
  defaultModel,
  freeText,
  async *stream() {
    throw new Error('not asked here');
  },
});
const openai = provider('openai', 'gpt-4o-mini');
const anthropic = provider('anthropic', 'claude-3-5-haiku');
const local = provider('local', 'extractive', false);

const chat: ChatRequest = { messages: [{ role: 'user', content: 'Hi' }] };
const grounded: ChatRequest = { ...chat, evidence: { question: 'Hi', passages: [] } };
const order = (...args: Parameters<typeof candidates>) =>
  candidates(...args).map(({ provider: { name }, model }) => `${name}/${model}`);

test.each([
  [undefined, ['openai/gpt-4o-mini', 'anthropic/claude-3-5-haiku', 'local/extractive']],
  // Who names the local provider wants nothing sent elsewhere.
  [{ provider: 'local' }, ['local/extractive']],
  [{ model: 'claude-3-opus' }, ['anthropic/claude-3-opus', 'openai/gpt-4o-mini', 'local/extractive']],
  [{ model: 'extractive' }, ['local/extractive']],
  [{ model: 'o3-mini' }, ['openai/o3-mini', 'anthropic/claude-3-5-haiku', 'local/extractive']],
  // A name that tells nothing belongs to whoever is first.
  [{ model: 'house-blend-7b' }, ['openai/house-blend-7b', 'anthropic/claude-3-5-haiku', 'local/extractive']],
])('%j is tried as %j', (preference, expected) => {
  expect(order([openai, anthropic, local], grounded, preference)).toEqual(expected);
});

test('a provider that needs evidence is left out without it', () => {
  expect(order([local, openai], chat)).toEqual(['openai/gpt-4o-mini']);
  expect(() => candidates([openai, local], chat, { provider: 'local' })).toThrow(/knowledge base/);
  expect(() => candidates([local], chat)).toThrow(/OPENAI_API_KEY or ANTHROPIC_API_KEY/);
});

test('the model of the request counts when no other is preferred', () => {
  expect(order([openai], { ...chat, model: 'gpt-4.1' })).toEqual(['openai/gpt-4.1']);
  expect(order([openai], { ...chat, model: 'gpt-4.1' }, { model: 'gpt-4o' })).toEqual(['openai/gpt-4o']);
});

test.each([{ provider: 'anthropic', model: 'claude-3-haiku' }, { model: 'claude-3-haiku' }])(
  '%j is named when its provider is not configured',
  (preference) => {
    const choose = () => candidates([openai, local], grounded, preference);
    expect(choose).toThrow(/claude-3-haiku.*anthropic.*not configured.*ANTHROPIC_API_KEY/);
    expect(choose).toThrow(expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }));
  },
);
