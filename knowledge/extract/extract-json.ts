import { ExtractionError, type Block } from './blocks.js';

const deepest = 100;

/** A JSON document as lines `path: value`; each record of a list is a block of its own. @throws ExtractionError when it is broken */
export function extractJson(text: string): Block[] {
  return blocksOf(
    parse(text, (reason) => `The file is not valid JSON: ${reason}`),
    [],
    0,
  );
}

/** JSON Lines: a record on each line. @throws ExtractionError with the number of a line that is broken */
export function extractJsonLines(text: string): Block[] {
  const records = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    return [parse(line, (reason) => `Line ${index + 1} is not valid JSON: ${reason}`)];
  });
  return records.flatMap((record) => recordBlocks(record, 0));
}

/** True when a text has several lines of which the first is a whole record. */
export function looksLikeJsonLines(text: string): boolean {
  const [first = '', second = ''] = text.split('\n', 2);
  if (second.trim() === '' || !/^\s*[{[]/.test(first)) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

export const isJson = (text: string): boolean => {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

function parse(text: string, explain: (reason: string) => string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const { message } = error as Error;
    const position = /position (\d+)/.exec(message)?.[1];
    const line = position && ` on line ${text.slice(0, Number(position)).split('\n').length}`;
    // The parser quotes the whole text when it is short.
    const reason = message.replace(/(, | in JSON at position )[\s\S]*$/, '');
    throw new ExtractionError(explain(`${reason}${line && text.includes('\n') ? line : ''}`));
  }
}

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecords = (value: unknown): value is Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** Lists of records stand below their path, as a section does below its heading. */
function blocksOf(value: unknown, path: string[], depth: number): Block[] {
  if (depth > deepest) throw tooDeep();
  if (isRecords(value))
    return [...headingOf(path), ...value.flatMap((record) => recordBlocks(record, depth))];
  if (!isObject(value)) return linesBlock(linesOf(value, path.join('.'), depth));
  const blocks: Block[] = [];
  let lines: string[] = [];
  const sections: Block[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (hasRecords(inner, depth + 1)) sections.push(...blocksOf(inner, [...path, key], depth + 1));
    else lines = lines.concat(linesOf(inner, key, depth + 1));
  }
  if (lines.length > 0) blocks.push(...headingOf(path), ...linesBlock(lines));
  return [...blocks, ...sections];
}

function hasRecords(value: unknown, depth: number): boolean {
  if (depth > deepest) throw tooDeep();
  if (isRecords(value)) return true;
  return isObject(value) && Object.values(value).some((inner) => hasRecords(inner, depth + 1));
}

const headingOf = (path: string[]): Block[] =>
  path.length === 0
    ? []
    : [{ kind: 'heading', level: Math.min(path.length, 6), text: path.join('.').slice(0, 200) }];

const linesBlock = (lines: string[]): Block[] =>
  lines.length === 0 ? [] : [{ kind: 'lines', text: lines.join('\n') }];

/** A question with its answer is one, as in a list of frequent questions. */
function recordBlocks(record: unknown, depth: number): Block[] {
  if (isObject(record)) {
    const { question, answer, ...rest } = record;
    if (typeof question === 'string' && typeof answer === 'string' && question.trim() && answer.trim())
      return [
        {
          kind: 'question',
          question: question.trim(),
          answer: [answer.trim(), ...linesOf(rest, '', depth)].join('\n'),
        },
      ];
  }
  return linesBlock(linesOf(record, '', depth));
}

/** `price.net: 3`, with lists of plain values on one line; what is empty is left out. */
function linesOf(value: unknown, path: string, depth: number): string[] {
  if (depth > deepest) throw tooDeep();
  if (value === null || value === undefined || value === '') return [];
  const at = (text: string): string[] => [path === '' ? text : `${path}: ${text}`];
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((inner) => typeof inner !== 'object'))
      return at(value.map(plain).join(', '));
    return value.flatMap((inner, index) => linesOf(inner, `${path}[${index + 1}]`, depth + 1));
  }
  if (isObject(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      linesOf(inner, path === '' ? key : `${path}.${key}`, depth + 1),
    );
  return at(plain(value));
}

const plain = (value: unknown): string => String(value).replace(/\s+/g, ' ').trim();

const tooDeep = (): ExtractionError =>
  new ExtractionError(`The JSON is nested more than ${deepest} levels deep`);
