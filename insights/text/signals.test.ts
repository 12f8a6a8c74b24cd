import { expect, test } from '@jest/globals';
import { actionItems } from './action-items.js';
import { readConversation } from './conversation.js';
import { messagesOf } from './dialogues.fixture.js';
import { isDecision, isNegated, isQuestion, openQuestions } from './signals.js';

const read = (lines: string) => readConversation(messagesOf(lines));
const tasks = async (lines: string) =>
  (await actionItems(await read(lines))).map(({ owner, due, messageId }) => [owner, due, messageId]);

test.each([
  ['en', "Agreed, let's go with the second plan.", true],
  ['en', "We've decided to postpone the launch.", true],
  ['en', 'Have we decided anything?', false],
  ['en', 'The plan has two parts.', false],
  ['de', 'Wir haben uns für den zweiten Plan entschieden.', true],
  ['de', 'Der Plan hat zwei Teile.', false],
  ['fr', 'On a décidé de reporter le lancement.', true],
  ['es', 'Hemos decidido aplazar el lanzamiento.', true],
])('in %s a decision is known: %s', (language, text, expected) => {
  expect(isDecision({ text }, language)).toBe(expected);
});

test.each([
  ['en', 'How does that work', true],
  ['en', 'That works.', false],
  ['zh', '多少钱？', true],
  ['ar', 'ما هو الضمان؟', true],
  ['de', 'Wann fängt es an', true],
])('in %s a question is known: %s', (language, text, expected) => {
  expect(isQuestion({ text }, language)).toBe(expected);
});

test.each([
  ['en', "I don't know", true],
  ['en', "It isn't impossible to say no", false],
  ['de', 'Das ist nicht gut', true],
  ['fr', 'Je ne sais pas', true],
  ['es', 'No lo sé', true],
  ['es', 'Lo sé', false],
])('in %s a denial is known: %s', (language, text, expected) => {
  expect(isNegated(text, language)).toBe(expected);
});

test('a task has an owner and, when it was said, a date', async () => {
  expect(
    await tasks(`Alice: I'll write the release notes by Friday.
Bob: Carol will update the price list by 2026-02-03.
Carol: The weather is nice.
Alice: Bob, could you call the supplier tomorrow?
Bob: Somebody has to clean the kitchen, please.`),
  ).toEqual([
    ['Alice', 'Friday', 'm1'],
    ['Carol', '2026-02-03', 'm2'],
    ['Bob', 'tomorrow', 'm4'],
    [null, null, 'm5'],
  ]);
});

test.each([
  ['de', 'Anna: Ich schicke dir den Bericht bis Freitag.\nJan: Danke, das ist sehr gut.', 'Anna', 'Freitag'],
  [
    'fr',
    "Luc: Je vais envoyer le rapport avant demain.\nAnne: Merci, c'est parfait pour nous.",
    'Luc',
    'demain',
  ],
  [
    'es',
    'Luis: Voy a enviar el informe antes del viernes.\nAna: Gracias, eso está muy bien.',
    'Luis',
    'viernes',
  ],
])('in %s too', async (_language, lines, owner, due) => {
  expect(await tasks(lines)).toEqual([[owner, due, 'm1']]);
});

test('a question is open until somebody answers it', async () => {
  const open = await openQuestions(
    await read(`Alice: When does the office open?
Bob: At nine.
Alice: Who has the key of the archive?
Carol: Which archive do you mean?
Alice: Where are the invoices of last year?`),
  );
  expect(open.map(({ text }) => text)).toEqual([
    'Who has the key of the archive?',
    'Which archive do you mean?',
    'Where are the invoices of last year?',
  ]);
});
