import { expect, test } from '@jest/globals';
import { itemTypes } from '../../contracts/knowledge.contract.js';
import { acceptedContentTypes, typeOfContent } from './page-types.js';

test.each([
  ['text/html; charset=utf-8', '/a', 'html'],
  ['Application/XHTML+XML', '/a', 'html'],
  ['text/markdown', '/a', 'markdown'],
  ['text/plain', '/README.md', 'markdown'],
  ['text/plain;charset=utf-8', '/notes.txt', 'text'],
])('%s at %s is %s', (contentType, path, type) => {
  expect(typeOfContent(contentType, new URL(path, 'https://example.com'))).toBe(type);
});

test('nothing is accepted that could not be taken apart', () => {
  expect(acceptedContentTypes).toEqual(expect.arrayContaining(['text/html', 'text/plain', 'text/markdown']));
  for (const contentType of acceptedContentTypes)
    expect(itemTypes).toContain(typeOfContent(contentType, new URL('https://example.com/x')));
  expect(acceptedContentTypes).not.toContain('image/png');
});
