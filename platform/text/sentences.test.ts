import { expect, test } from '@jest/globals';
import { splitSentences } from './sentences.js';

const texts = (text: string): string[] => splitSentences(text).map((sentence) => sentence.text);

test('sentences end at their marks and know their place', () => {
  const text = '  The guarantee lasts 24 months. It begins at purchase!  ';
  const sentences = splitSentences(text);
  expect(sentences.map((sentence) => sentence.text)).toEqual([
    'The guarantee lasts 24 months.',
    'It begins at purchase!',
  ]);
  for (const { text: sentence, start, end } of sentences) expect(text.slice(start, end)).toBe(sentence);
});

test.each([
  'Use a proxy, e.g. Nginx, in front.',
  'Ask Dr. Smith about it.',
  'Version 1.2.3 fixes v1.2 and pi is 3.14 there.',
  'Open config.json and README.md now.',
  'See fig. 3 and no. 7 for J. R. Smith.',
  'Bring pens, paper etc. and a chair.',
  'Read Abs. 2 and Fig. A first.',
])('%s is one sentence', (text) => {
  expect(texts(text)).toEqual([text]);
});

test('a line break inside a paragraph is layout', () => {
  expect(texts('One long\nsentence goes on. Then\nanother.')).toEqual([
    'One long\nsentence goes on.',
    'Then\nanother.',
  ]);
});

test('headings and list items are sentences of their own', () => {
  expect(texts('# Title\nText below.\n- one\n- two. three.\n1. first')).toEqual([
    '# Title',
    'Text below.',
    '- one',
    '- two. three.',
    '1. first',
  ]);
});

test('a fenced block is one unit, also when it is never closed', () => {
  expect(texts('Before.\n```js\na. B\n\nc.\n```\nAfter.')).toEqual([
    'Before.',
    '```js\na. B\n\nc.\n```',
    'After.',
  ]);
  expect(texts('```\nx. Y')).toEqual(['```\nx. Y']);
});

test('a fence ends with its own mark only, at least as long and alone on its line', () => {
  const block = '````md\n```js\na. B\n```\n~~~\n````';
  expect(texts(`${block}\nAfter.`)).toEqual([block, 'After.']);
  expect(texts('```\n```js\n```\nAfter.')).toEqual(['```\n```js\n```', 'After.']);
});

test('a word that is also an abbreviation ends a sentence before a new one', () => {
  expect(texts('The answer is no. Ask again.')).toEqual(['The answer is no.', 'Ask again.']);
  expect(texts('Apples, pears etc. The rest is gone.')).toEqual(['Apples, pears etc.', 'The rest is gone.']);
});

test('line ends of Windows are white space', () => {
  expect(texts('# Title\r\n\r\nOne.\r\nTwo\r\nlines.\r\n')).toEqual(['# Title', 'One.', 'Two\r\nlines.']);
});

test.each([
  ['lines without an end', 'word\n '],
  ['abbreviations', 'e.g. '],
  ['initials', 'A. '],
  ['full stops', 'a. b '],
  ['blank space', ' \t'],
  ['line breaks', '\n'],
  ['open fences', '```a\n'],
])('200 KB of %s take no time', (_, piece) => {
  const text = `x${piece.repeat(200_000 / piece.length)}x`;
  const start = performance.now();
  const sentences = splitSentences(text);
  expect(performance.now() - start).toBeLessThan(3_000);
  for (const { text: sentence, start: from, end } of sentences) expect(text.slice(from, end)).toBe(sentence);
});

test('every character that is not white space is in exactly one sentence', () => {
  const text = '# A b\n\nOne, e.g. two. Three!\n- x\n  y. Z\n```\ncode. X\n```\n1) last? Yes.\n\n| a | b |';
  const joined = texts(text).join('').replace(/\s/g, '');
  expect(joined).toBe(text.replace(/\s/g, ''));
});

test('sentences of other scripts', () => {
  expect(texts('保修期为两年。从购买之日起算！')).toEqual(['保修期为两年。', '从购买之日起算！']);
});

test('nothing gives nothing', () => {
  expect(texts(' \n\t\n')).toEqual([]);
});

test.each([
  ['de', 'Verschleißteile, z. B. Dichtungen, sind ausgenommen.'],
  ['de', 'Das Fest ist am 24. Dezember im Hof.'],
  ['de', 'Wir liefern u. a. Bohnen, ggf. Filter.'],
  ['es', 'La Sra. Gómez atiende en la av. Colón.'],
  ['es', 'Hay extras, p. ej. Toallas.'],
  ['fr', 'M. Dupont et Mme Roux arrivent, env. Midi.'],
  ['it', 'Il sig. Rossi e il dott. Verdi.'],
])('%s: %s is one sentence', (language, text) => {
  expect(splitSentences(text, language).map((sentence) => sentence.text)).toEqual([text]);
});

test.each([
  ['es', '¿Qué es esto? ¡Es nuevo! Cuesta poco.', ['¿Qué es esto?', '¡Es nuevo!', 'Cuesta poco.']],
  ['es', 'Eso es lo que es. Gracias.', ['Eso es lo que es.', 'Gracias.']],
  ['de', 'Es kostet 24 Euro. Danach ist es frei.', ['Es kostet 24 Euro.', 'Danach ist es frei.']],
  ['zh', '他说：“可以退货。”然后走了。多少钱？', ['他说：“可以退货。”', '然后走了。', '多少钱？']],
  [
    'ja',
    '「返品できます。」と言いました。送料は無料です！',
    ['「返品できます。」', 'と言いました。', '送料は無料です！'],
  ],
  ['hi', 'वारंटी दो साल की है। रसीद रखें।', ['वारंटी दो साल की है।', 'रसीद रखें।']],
  ['ar', 'ما هو الضمان؟ الضمان سنتان.', ['ما هو الضمان؟', 'الضمان سنتان.']],
])('%s: %s', (language, text, expected) => {
  expect(splitSentences(text, language).map((sentence) => sentence.text)).toEqual(expected);
});
