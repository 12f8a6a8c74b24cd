import { expect, test } from '@jest/globals';
import type { PluginTool } from '../../../contracts/plugins.contract.js';
import type { PluginTrigger } from '../../../contracts/plugin-installations.contract.js';
import type { BotTool } from './bot-tools.js';
import { isAgreement } from './consent.js';
import { matchPhrase } from './phrases.js';
import { planCalls } from './plan-calls.js';
import { renderAnswer } from './render-answer.js';

const weather: PluginTool = {
  ...{ name: 'weather', description: 'Tells the weather', answer: '{degrees} °C' },
  inputSchema: {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer', maximum: 7 } },
    required: ['city'],
    additionalProperties: false,
  },
};
const toolWith = (triggers: PluginTrigger[], spec = weather): BotTool =>
  ({ name: spec.name, spec, needsConsent: false, of: { snapshot: { triggers } } }) as unknown as BotTool;
const entity = (type: string, value: string, normalized?: string) => ({
  ...{ type, value, confidence: 1, source: 'extracted' as const },
  ...(normalized ? { normalized } : {}),
});
const argumentsOf = (
  said: { message?: string; intent?: string | null; entities?: ReturnType<typeof entity>[] },
  ...triggers: PluginTrigger[]
) => planCalls({ message: '', intent: null, entities: [], ...said }, [toolWith(triggers)])[0]?.arguments;

test('an intent and what was found in the message become a call', () => {
  const asks: PluginTrigger = { tool: 'weather', intent: 'ask_weather' };
  const berlin = entity('city', 'Berlin');
  expect(argumentsOf({ intent: 'ask_weather', entities: [berlin] }, asks)).toEqual({ city: 'Berlin' });
  // The name of a tool is an intent that needs no trigger.
  expect(argumentsOf({ intent: 'weather', entities: [berlin] })).toEqual({ city: 'Berlin' });
  const places = { ...asks, arguments: { city: '{place}', days: 3 } };
  expect(
    argumentsOf({ intent: 'ask_weather', entities: [entity('Place', 'NYC', 'New York')] }, places),
  ).toEqual({
    ...{ city: 'New York', days: 3 },
  });
  // Without what the tool requires nothing is called.
  expect(argumentsOf({ intent: 'ask_weather' }, asks)).toBeUndefined();
  expect(argumentsOf({ intent: 'other', entities: [berlin] }, asks)).toBeUndefined();
});

test('phrases are matched whole, whatever their capitals, and give arguments of the right type', () => {
  const asks: PluginTrigger = { tool: 'weather', phrases: ['weather in {city} for {days} days'] };
  expect(argumentsOf({ message: 'Weather in  São Paulo for 3 days?' }, asks)).toEqual({
    city: 'São Paulo',
    days: 3,
  });
  expect(argumentsOf({ message: 'weather in Rome for 9 days' }, asks)).toBeUndefined();
  expect(argumentsOf({ message: 'I said weather in Rome for 3 days' }, asks)).toBeUndefined();
  expect(matchPhrase('what (is) {x}+', 'What (is) it+')).toEqual({ x: 'it' });
  expect(matchPhrase('{a} {b} {c} {d} {e}', 'a '.repeat(140))).not.toBeNull();
});

test('commands are read as JSON, by name or as the one thing that is asked for', () => {
  expect(argumentsOf({ message: '/weather Rome' })).toEqual({ city: 'Rome' });
  expect(argumentsOf({ message: '/WEATHER city="New York" days=2' })).toEqual({ city: 'New York', days: 2 });
  expect(argumentsOf({ message: '/weather {"city":"Rome"}' })).toEqual({ city: 'Rome' });
  expect(argumentsOf({ message: '/weather {"city":' })).toBe('{"city":');
  expect(argumentsOf({ message: '/weathers Rome' })).toBeUndefined();
  expect(argumentsOf({ message: 'What does /weather Rome do?' })).toBeUndefined();
});

test('an answer is written by its template, or told as it is', () => {
  expect(
    renderAnswer(
      '{degrees} in {city}, {sky.state}',
      { degrees: 21, sky: { state: 'clear' } },
      { city: 'Rome' },
    ),
  ).toBe('21 in Rome, clear');
  expect(renderAnswer('{gone}', { degrees: 21, list: ['a', 'b'] }, {})).toBe('degrees: 21\nlist: - a\n- b');
  expect(renderAnswer('{__proto__}{constructor}', 'text', {})).toBe('text');
});

test('only a plain yes agrees', () => {
  expect(
    ['Yes', 'yes, please!', 'Ja, bitte', 'Sí', "d'accord", 'OK', 'はい'].filter((text) => !isAgreement(text)),
  ).toEqual([]);
  expect(['no', 'yes?', 'yes but the red one', 'Yesterday', 'not yet', ''].filter(isAgreement)).toEqual([]);
});
