import { expect, test } from '@jest/globals';
import { extractPlain } from './extract-plain.js';

test('blank lines separate paragraphs, line breaks inside are layout', () => {
  expect(extractPlain('One sentence\nover two lines.\n \n\nNext.')).toEqual([
    { kind: 'paragraph', text: 'One sentence over two lines.' },
    { kind: 'paragraph', text: 'Next.' },
  ]);
});

test.each([
  ['a list', '- one\n- two'],
  ['numbers', '1. one\n2) two'],
  ['a table', 'a | b || c\n1 || 2'],
  ['code', 'function f() {\n    return 1;\n}'],
  ['tabs', 'name\tprice\nbook\t5'],
])('lines that do not flow into one another stay lines: %s', (_name, text) => {
  expect(extractPlain(text)).toEqual([{ kind: 'lines', text }]);
});

test('nothing makes no block', () => {
  expect(extractPlain(' \n\n \n')).toEqual([]);
});
