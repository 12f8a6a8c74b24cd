import { expect, test } from '@jest/globals';
import type { Block } from './blocks.js';
import { extractMarkdown } from './extract-markdown.js';

const textOf = (source: string): string =>
  extractMarkdown(source)
    .map((block) => ('text' in block ? block.text : ''))
    .join('\n');
const only = (source: string): Block => {
  const blocks = extractMarkdown(source);
  expect(blocks).toHaveLength(1);
  return blocks[0]!;
};

test('headings keep their level and paragraphs their text', () => {
  expect(extractMarkdown('# Guide\n\nFirst *words*.\n\nSetext\n------\n\nMore `code` here.')).toEqual([
    { kind: 'heading', level: 1, text: 'Guide' },
    { kind: 'paragraph', text: 'First words.' },
    { kind: 'heading', level: 2, text: 'Setext' },
    { kind: 'paragraph', text: 'More code here.' },
  ]);
});

test('nested lists keep their nesting and numbers', () => {
  expect(only('- one\n  - inner\n    1. first\n    2. second\n- two')).toEqual({
    kind: 'lines',
    text: '- one\n  - inner\n    1. first\n    2. second\n- two',
  });
  expect(only('3. three\n4. four').kind === 'lines' && textOf('3. three\n4. four')).toBe('3. three\n4. four');
});

test('what stands inside a list item is kept: paragraphs, code, quotes, tables', () => {
  const text = textOf(
    '- Item\n\n  second paragraph\n\n  ```sh\n  npm start\n  ```\n\n  > a warning\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n',
  );
  for (const part of ['Item', 'second paragraph', 'npm start', 'a warning', 'a: 1; b: 2'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/ {3}/);
});

test('a task list reads as a list', () => {
  expect(textOf('- [ ] open\n- [x] done')).toMatch(/^- .*open\n- .*done$/);
});

test('each row of a table names its columns', () => {
  expect(only('| Plan | Price |\n|---|--:|\n| Basic | 5 € |\n| Pro | **9** € |\n| Empty | |')).toEqual({
    kind: 'lines',
    text: 'Plan: Basic; Price: 5 €\nPlan: Pro; Price: 9 €\nPlan: Empty',
  });
});

test('code stays as it is, with its indentation, entities and comments', () => {
  const code = 'if (a < b) {\n    log("&amp;");\n}\n\n<!-- kept -->';
  expect(only(`\`\`\`js\n${code}\n\`\`\``)).toEqual({ kind: 'lines', text: code });
  expect(textOf('Write `&lt;b&gt;` or `<!-- x -->`.')).toBe('Write &lt;b&gt; or <!-- x -->.');
});

test('HTML inside is read as HTML', () => {
  const text = textOf(
    '<details>\n<summary>More</summary>\n\nHidden **text**.\n\n</details>\n\n<table><tr><th>A</th></tr><tr><td>1</td></tr></table>\n\na <b>bold</b> word<br>next',
  );
  expect(text.split('\n')).toEqual(['More', 'Hidden text.', 'A: 1', 'a bold word', 'next']);
});

test('scripts and styles inside never appear', () => {
  const text = textOf(
    '<script>\nalert(1)\n</script>\n\nText <script>alert(2)</script> here <style>b{}</style>.\n\n<style>\na{}\n</style>',
  );
  expect(text).toMatch(/^Text\s+here\s*\.$/);
});

test('comments vanish, even across blank lines', () => {
  expect(textOf('Before <!-- a\n\nb --> after')).toMatch(/^Before\s+after$/);
});

test('front matter vanishes, a first rule does not take text with it', () => {
  expect(textOf('---\ntitle: Guide\ntags:\n  - a\n# note\n\ndate: 2020-01-01\n---\n# Hello\n\nText')).toBe(
    'Hello\nText',
  );
  expect(textOf('---\ntitle: Guide\n---')).toBe('');
  expect(textOf('+++\ntitle = "Guide"\n+++\nText')).toBe('Text');
  expect(textOf('---\nA sentence between rules.\n\n---\n\nText')).toBe('A sentence between rules.\nText');
});

test('badges and images vanish', () => {
  expect(
    textOf(
      '# ![logo](l.png)\n\n[![Build](https://ci/badge.svg)](https://ci) [![npm](https://n)](https://npm)\n\n![diagram](d.png)\n\n<p align="center"><img src="x.png" alt="x"></p>\n\nText ![inline](i.png) here.',
    ),
  ).toBe('Text here.');
});

test('links become their text', () => {
  expect(
    textOf('See [the *guide*](https://example.org "Title"), [docs][d] or <https://example.org>.\n\n[d]: /d'),
  ).toBe('See the guide, docs or https://example.org.');
});

test('emoji and escapes are kept', () => {
  expect(textOf('Done 👍🏽 👨‍👩‍👧 \\*not bold\\*')).toBe('Done 👍🏽 👨‍👩‍👧 *not bold*');
});

test('every entity becomes its character', () => {
  expect(textOf('R&amp;D &copy; 2020 &mdash; &#8364;5 &#x1F600; &unknown; A&B')).toBe(
    'R&D © 2020 — €5 😀 &unknown; A&B',
  );
  expect(textOf('a &lt;b&gt; c')).toBe('a <b> c');
});

test('quotes are read as what they quote', () => {
  expect(extractMarkdown('> # Note\n> Quoted text')).toEqual([
    { kind: 'heading', level: 1, text: 'Note' },
    { kind: 'paragraph', text: 'Quoted text' },
  ]);
});
