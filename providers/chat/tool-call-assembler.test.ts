import { expect, test } from '@jest/globals';
import { ToolCallAssembler, type ToolCallPart } from './tool-call-assembler.js';

function assemble(...parts: ToolCallPart[]) {
  const assembler = new ToolCallAssembler();
  parts.forEach((part) => assembler.add(part));
  return assembler.finish();
}

test('interleaved parts of two calls come out whole and in order', () => {
  const calls = assemble(
    { index: 0, id: 'a', name: 'search', args: '{"q":' },
    { index: 1, id: 'b', name: 'weather', args: '' },
    { index: 0, args: '"x"}' },
    { index: 1, args: '{"city":"Oslo"}' },
  );
  expect(calls).toEqual([
    { id: 'a', name: 'search', arguments: { q: 'x' } },
    { id: 'b', name: 'weather', arguments: { city: 'Oslo' } },
  ]);
});

test('without numbers a new id begins a new call', () => {
  const calls = assemble(
    { id: 'a', name: 'one', args: '{}' },
    { id: 'b', name: 'two', args: '{"n":' },
    { args: '2}' },
  );
  expect(calls.map(({ name, arguments: args }) => [name, args])).toEqual([
    ['one', {}],
    ['two', { n: 2 }],
  ]);
});

test('no arguments are none, a missing id is made up', () => {
  expect(assemble({ index: 0, name: 'now' })).toEqual([{ id: 'call_1', name: 'now', arguments: {} }]);
});

test('arguments that break off are not guessed', () => {
  expect(() => assemble({ index: 0, id: 'a', name: 'search', args: '{"q":"x' })).toThrow(SyntaxError);
});
