import { expect, test } from '@jest/globals';
import { citationMarks } from './citation-marks.js';
import { citedSpans } from './cited-sentence.js';

const marked = (children: object[]) => {
  const tree = { type: 'root', children };
  citationMarks((index) => index <= 2)()(tree as never);
  return tree.children;
};

test('numbers that refer to a passage become elements, others stay as they are', () => {
  const [paragraph] = marked([
    { type: 'paragraph', children: [{ type: 'text', value: 'A. [1] B [9][2].' }] },
  ]);
  expect((paragraph as unknown as { children: object[] }).children).toMatchObject([
    { type: 'text', value: 'A.\u00a0' },
    { type: 'citation', data: { hName: 'cite', hProperties: { dataIndex: '1' } } },
    { type: 'text', value: ' B [9]' },
    { type: 'citation', data: { hProperties: { dataIndex: '2' } } },
    { type: 'text', value: '.' },
  ]);
});

test('code is left alone', () => {
  const code = { type: 'inlineCode', value: 'list[1]' };
  expect(marked([code, { type: 'code', value: 'a[1]' }])).toEqual([code, { type: 'code', value: 'a[1]' }]);
});

const passage = 'Before. The guarantee lasts 24 months. After. Repairs are free of charge.';
const shown = (answer: string, index: number) =>
  citedSpans(answer, index, passage).map(({ start, end }) => passage.slice(start, end));

test('what was taken from a passage word for word is found in it', () => {
  const answer = 'The guarantee lasts 24 months. [1] Something else. [2] Repairs are free of charge. [1]';
  expect(shown(answer, 1)).toEqual(['The guarantee lasts 24 months.', 'Repairs are free of charge.']);
  expect(shown(answer, 2)).toEqual([]);
});

test('other words and few letters mark nothing', () => {
  expect(shown('It is two years. [1]', 1)).toEqual([]);
  expect(shown('After. [1]', 1)).toEqual([]);
});
