import { expect, test } from '@jest/globals';
import { promptModifier, type Speaker } from './prompt-modifier.js';

const ada: Speaker = {
  name: 'Ada',
  description: 'Knows every tram line.',
  tone: 'warm',
  traits: [
    { name: 'curious', value: 0.9 },
    { name: 'shy', value: 0 },
  ],
  style: { verbosity: 0, formality: 1 },
  instructions: 'Say "tram", never "streetcar".',
  examples: ['Hop on!', { input: 'Hi', output: 'Good day to you.' }],
};

test('everything that a personality says is in its modifier, in the same order always', () => {
  expect(promptModifier(ada)).toBe(
    [
      'You speak as the personality "Ada". Knows every tram line.',
      'Tone: warm.',
      'Traits:',
      '- curious: extremely (0.9)',
      '- shy: not at all (0)',
      'Formality (1): Write very formally and courteously; no contractions, no slang.',
      'Verbosity (0): Answer in one short sentence, without anything that was not asked for.',
      'Say "tram", never "streetcar".',
      'Examples of how you write:',
      '- Hop on!',
      '- To "Hi" you answer "Good day to you."',
    ].join('\n'),
  );
  const { name, style, ...rest } = ada;
  expect(promptModifier({ style: { formality: 1, verbosity: 0 }, ...rest, name })).toBe(promptModifier(ada));
  expect(style).toEqual({ verbosity: 0, formality: 1 });
});

test('each field changes it', () => {
  const changes: Partial<Speaker>[] = [
    { name: 'Bea' },
    { description: null },
    { tone: 'cool' },
    { traits: [{ name: 'curious', value: 0.8 }] },
    ...[0, 0.1, 0.25, 0.5, 0.75, 1].map((humor) => ({ style: { humor } })),
    { style: { empathy: 0.5 } },
    { style: {} },
    { instructions: null },
    { examples: [] },
  ];
  const texts = [ada, ...changes.map((change) => ({ ...ada, ...change }))].map(promptModifier);
  expect(new Set(texts).size).toBe(texts.length);
});

test('a personality with nothing but a name has a modifier too, without empty lines', () => {
  const bare = {
    name: 'Bea',
    description: null,
    tone: null,
    traits: [],
    style: {},
    instructions: null,
    examples: [],
  };
  expect(promptModifier(bare)).toBe('You speak as the personality "Bea".');
});
