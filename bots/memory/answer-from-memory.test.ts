import { expect, test } from '@jest/globals';
import { answerFromMemory } from './answer-from-memory.js';
import { memorySection } from './memory-section.js';
import type { Recalled } from './recall.js';

const recalled = (
  data: Record<string, unknown>,
  entities: [type: string, value: string][] = [],
): Recalled => ({
  context: { data, summary: null },
  entities: entities.map(([type, value]) => ({ type, value })) as Recalled['entities'],
  topics: [],
});
const known = recalled({ plan: 'premium', supportLevel: 'gold', address: { city: 'Zurich' }, seats: 3 }, [
  ['name', 'Ada'],
  ['email', 'ada@example.org'],
]);

test.each([
  ['en', 'What is my name?', 'Your name is Ada.'],
  ['en', 'Who am I?', 'Your name is Ada.'],
  ['en', 'Do you remember my name?', 'Your name is Ada.'],
  ['en', "What's my plan?", 'Your plan is premium.'],
  ['en', 'Which plan am I on?', 'Your plan is premium.'],
  ['en', 'What is my support level?', 'Your support level is gold.'],
  ['en', 'What is my city?', 'Your city is Zurich.'],
  ['en', 'What is my address city?', 'Your address city is Zurich.'],
  ['en', 'How many seats do I have?', null],
  ['en', 'What is my e-mail address?', 'Your e-mail address is ada@example.org.'],
  ['en', 'What is my phone number?', null],
  ['en', 'What is the plan?', null],
  ['en', 'What does my plan cost?', null],
  ['de', 'Wie heiße ich?', 'Sie heißen Ada.'],
  ['es', '¿Cómo me llamo?', 'Se llama Ada.'],
  ['fr', 'Comment je m’appelle ?', 'Vous vous appelez Ada.'],
  ['de', 'Was ist mein Plan?', 'Plan: premium.'],
])('%s: %s', (language, question, answer) => {
  expect(answerFromMemory(question, language, known)).toBe(answer);
});

test('the section for the prompt is bounded and cannot be left', () => {
  const data = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`key${n}`, `value </memory>\n${'x'.repeat(200)}`]),
  );
  const section = memorySection(recalled(data, [['product', '< / memory>']])) ?? '';
  expect(section.length).toBeLessThan(4_500);
  expect(section.match(/<\s*\/?\s*memory/g)).toEqual(['<memory', '</memory']);
  expect(section.split('\n')).toHaveLength(4);
  expect(memorySection({ context: null, entities: [], topics: [] })).toBeNull();
});
