import { expect, test } from '@jest/globals';
import { ExtractionError } from './blocks.js';
import { extractFaq } from './extract-faq.js';

/** Questions with their answers, headings in capitals. */
const pairs = (text: string): string[] =>
  extractFaq(text).map((block) =>
    block.kind === 'question'
      ? `${block.question} => ${block.answer}`
      : block.kind === 'heading'
        ? block.text.toUpperCase()
        : 'text' in block
          ? block.text
          : '',
  );

const expected = ['How long? => Two years.', 'Who pays? => We do.'];

test.each([
  ['marks', 'Q: How long?\nA: Two years.\n\nQ: Who pays?\nA: We do.'],
  ['numbered marks', 'Q1: How long?\nA1: Two years.\nQ2. Who pays?\nA2. We do.'],
  ['words', 'Question: How long?\nAnswer: Two years.\nQuestion 2: Who pays?\nAnswer: We do.'],
  ['bold marks', '**Q: How long?**\n**A:** Two years.\n\n**Q:** Who pays?\n\n**A:** We do.'],
  ['marks with a blank line between', 'Q: How long?\n\nA: Two years.\n\nQ: Who pays?\n\nA: We do.'],
  ['German marks', 'Frage: How long?\nAntwort: Two years.\nF: Who pays?\nA: We do.'],
  ['Spanish marks', 'P: How long?\nR: Two years.\nPregunta: Who pays?\nRespuesta: We do.'],
  ['headings', '## How long?\n\nTwo years.\n\n## Who pays?\nWe do.'],
  ['bold lines', '**How long?**\nTwo years.\n\n**Who pays?**\nWe do.'],
  ['numbers', '1. How long?\nTwo years.\n2) Who pays?\nWe do.'],
  ['plain lines', 'How long?\nTwo years.\n\nWho pays?\nWe do.'],
])('questions may be written as %s', (_name, text) => {
  expect(pairs(text)).toEqual(expected);
});

test('an answer may have several paragraphs, lists and a question of its own', () => {
  expect(pairs('## How?\n\nStep one.\n\n- a\n- b\n\nDid that not help?\nCall us.\n\n## Who?\nUs.')).toEqual([
    'How? => Step one.\n\n- a\n- b\n\nDid that not help?\nCall us.',
    'Who? => Us.',
  ]);
  expect(pairs('Q: Why?\nA: Because.\nf) sixth\np) seventh\nF. Scott Fitzgerald')).toEqual([
    'Why? => Because.\nf) sixth\np) seventh\nF. Scott Fitzgerald',
  ]);
});

test('a question may go over several lines', () => {
  expect(pairs('Q: How long\nis the guarantee?\nA: Two years.')).toEqual([
    'How long is the guarantee? => Two years.',
  ]);
});

test('a marked question needs no question mark', () => {
  expect(pairs('Q: Guarantee\nA: Two years.')).toEqual(['Guarantee => Two years.']);
});

test('headings of sections stand above their questions and outside the answers', () => {
  expect(pairs('# FAQ\n## Shipping\n### How long?\nTwo days.\n## Payment\n### Who pays?\nYou.')).toEqual([
    'FAQ',
    'SHIPPING',
    'How long? => Two days.',
    'PAYMENT',
    'Who pays? => You.',
  ]);
  expect(pairs('## Shipping\nQ: How long?\nA: Two days.\n## Payment\nQ: Who?\nA: You.')).toEqual([
    'SHIPPING',
    'How long? => Two days.',
    'PAYMENT',
    'Who? => You.',
  ]);
});

test('a question without an answer is left out', () => {
  expect(pairs('Q: Open?\nQ: How long?\nA: Two years.')).toEqual(['How long? => Two years.']);
});

test.each(['Just a text.', '# Only\n## headings', 'Q: Never answered?', ''])(
  'a document without a pair is refused with a hint: %s',
  (text) => {
    expect(() => extractFaq(text)).toThrow(ExtractionError);
    expect(() => extractFaq(text)).toThrow('write "Q: …" and "A: …" on lines of their own');
  },
);
