import { expect, test } from '@jest/globals';
import { docxOf, zipOf } from '../../test/fixtures/documents.js';
import { extractDocx } from './extract-docx.js';

test('headings, paragraphs, lists and tables are kept', async () => {
  const document = await docxOf([
    { heading: 'Handbook', level: 1 },
    'The office opens at eight & closes at six.',
    { heading: 'Rules', level: 2 },
    { bullets: ['No smoking', 'No noise'] },
    {
      table: [
        ['Room', 'Seats'],
        ['Blue', '12'],
        ['Green', '40'],
      ],
    },
  ]);
  expect(await extractDocx(document)).toEqual([
    { kind: 'heading', level: 1, text: 'Handbook' },
    { kind: 'paragraph', text: 'The office opens at eight & closes at six.' },
    { kind: 'heading', level: 2, text: 'Rules' },
    { kind: 'lines', text: '- No smoking\n- No noise' },
    { kind: 'lines', text: 'Room: Blue; Seats: 12\nRoom: Green; Seats: 40' },
  ]);
});

test('a table without a head of names is kept as it is', async () => {
  const [table] = await extractDocx(
    await docxOf([
      {
        table: [
          ['Height', '12 cm'],
          ['Width', '7 cm'],
        ],
      },
    ]),
  );
  expect(table).toEqual({ kind: 'lines', text: 'Height; 12 cm\nWidth; 7 cm' });
});

test('a document without its main part is broken', async () => {
  const hollow = await zipOf([
    ['[Content_Types].xml', '<Types/>'],
    ['word/other.xml', '<x/>'],
  ]);
  await expect(extractDocx(hollow)).rejects.toThrow(/^The Word document is broken/);
});
