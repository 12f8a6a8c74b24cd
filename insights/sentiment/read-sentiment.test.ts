import { expect, test } from '@jest/globals';
import { readSentiment } from './read-sentiment.js';

const scoreOf = (text: string, language = 'en') => readSentiment(text, language).score;

test.each([
  [
    'en',
    'Great job on the release! Everything went smoothly.',
    'The release was a disaster and the customers are angry.',
  ],
  [
    'de',
    'Tolle Arbeit, das Release lief reibungslos und der Kunde ist begeistert!',
    'Das ist eine Katastrophe, ich bin sehr enttäuscht und wütend.',
  ],
  [
    'de',
    'Das gefällt mir, vielen Dank für die schnelle Hilfe.',
    'Die Seite ist schon wieder abgestürzt, das nervt.',
  ],
  ['fr', 'Super travail, je suis ravie du résultat !', 'C’est nul, je suis très déçu et en colère.'],
  ['fr', 'Merci beaucoup, tout est parfait.', 'Encore une panne, quelle catastrophe.'],
  [
    'es',
    '¡Excelente trabajo, estoy muy contento con el resultado!',
    'Esto es horrible, estoy muy decepcionado y enfadado.',
  ],
  ['es', 'Me encanta la nueva versión, gracias.', 'El servicio es pésimo y muy lento.'],
  [
    'it',
    'Ottimo lavoro, sono molto contento del risultato!',
    'È un disastro, sono molto deluso e arrabbiato.',
  ],
  ['it', 'Grazie mille, tutto perfetto.', 'Il servizio è pessimo e lento.'],
  [
    'pt',
    'Ótimo trabalho, estou muito feliz com o resultado!',
    'Isto é horrível, estou muito decepcionado e zangado.',
  ],
  ['pt', 'Adorei a nova versão, obrigado.', 'O serviço é péssimo e lento.'],
])('in %s: %s | %s', (language, good, bad) => {
  expect(readSentiment(good, language)).toMatchObject({ sentiment: 'positive' });
  expect(readSentiment(bad, language)).toMatchObject({ sentiment: 'negative' });
});

test.each([
  ['The meeting starts at ten in room 204.', 'neutral'],
  ['I love the design, but the app crashes and that is terrible.', 'mixed'],
  ['', 'neutral'],
  ['🎉🎉 😍', 'positive'],
  ['😡👎', 'negative'],
  [':-(', 'negative'],
])('%s is %s', (text, sentiment) => {
  expect(readSentiment(text, 'en')).toMatchObject({ sentiment });
});

test.each([
  ['This is not good.', 'This is good.'],
  ['The food is good.', 'The food is very good.'],
  ['The food is very good.', 'The food is very good!!!'],
  ['The food is good.', 'The food is GOOD.'],
  ['It would be great if it worked.', 'It is great that it works.'],
  ['I like it, but it is slow and broken.', 'It is slow and broken, but I like it.'],
  ['I am happy :(', 'I am happy :)'],
  ['super slow', 'super fast'],
])('%s is less positive than %s', (less, more) => {
  expect(scoreOf(less)).toBeLessThan(scoreOf(more));
});

test.each([
  ['de', 'Das ist nicht gut.', 'Das ist gut.'],
  ['fr', 'Ce n’est pas bon.', 'C’est bon.'],
  ['es', 'No estoy contento.', 'Estoy contento.'],
  ['it', 'Non sono contento.', 'Sono contento.'],
  ['pt', 'Não estou feliz.', 'Estou feliz.'],
])('in %s a denial turns a word round: %s', (language, denied, said) => {
  expect(scoreOf(denied, language)).toBeLessThan(scoreOf(said, language));
});

test('emotions, tone and keywords come from the words that say them', () => {
  const glad = readSentiment('Great job on the release! Everything went smoothly.', 'en');
  expect(glad).toMatchObject({
    tone: 'enthusiastic',
    emotions: { joy: expect.any(Number), trust: expect.any(Number) },
  });
  expect(glad.keywords.slice(0, 2)).toEqual(['great', 'smoothly']);
  expect(glad.emotions).not.toHaveProperty('anger');
  const cross = readSentiment('I am furious about this annoying outage.', 'en');
  expect(cross).toMatchObject({ tone: 'frustrated', emotions: { anger: expect.any(Number) } });
  expect(cross.keywords).toContain('furious');
  expect(readSentiment('When does the office open?', 'en').tone).toBe('inquisitive');
});

test('several words that agree make surer than one, and than words that contradict each other', () => {
  const sure = readSentiment('Excellent, wonderful, I love it!', 'en').confidence;
  expect(sure).toBeGreaterThan(readSentiment('It is okay.', 'en').confidence);
  expect(sure).toBeGreaterThan(readSentiment('Excellent food, awful service.', 'en').confidence);
  expect(readSentiment('一般', 'zh').confidence).toBeLessThan(0.3);
});

test('long and odd texts take no time', () => {
  const startedAt = performance.now();
  for (const text of [
    'good '.repeat(2_000),
    '😀'.repeat(4_000),
    '!'.repeat(8_000),
    'a'.repeat(8_000),
    ':-'.repeat(4_000),
    'oooo'.repeat(2_000),
  ])
    readSentiment(text, 'en');
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
