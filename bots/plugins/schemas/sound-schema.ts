import { pluginLimits, type JsonSchema } from '../../../contracts/plugins.contract.js';
import { invalid } from '../../../platform/errors/app-error.js';
import {
  annotations,
  modernized,
  plainKeywords,
  schemaKeywords,
  schemaListKeywords,
  schemaMapKeywords,
} from './keywords.js';
import { problemOfPattern } from './linear-pattern.js';

const mostNodes = 1_000;
const deepest = 32;
/** Names that JavaScript would take for something else. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

interface Walk {
  /** What references are looked up in. */
  document: unknown;
  nodes: number;
  /** References that are being put in place, to notice circles. */
  open: string[];
  keepsPatterns: boolean;
}

/**
 * A JSON Schema that somebody wrote (drafts 4 to 2020-12, OpenAPI 3.0 and 3.1), as it is kept, shown and compiled:
 * references within it are put in place, what is not a keyword is left out, and the whole is bounded, so checking a
 * value takes a bounded time. A reference back to what contains it becomes a schema that allows anything there.
 * @param path where it stands, for the caller of whom it is refused
 * @throws AppError VALIDATION_ERROR
 */
export function soundSchema(
  schema: unknown,
  path: string,
  {
    document = schema,
    patterns = 'checked',
  }: {
    /** Where references point into, when the schema is a part of something larger. */
    document?: unknown;
    /** `dropped`: those that cannot be matched in linear time are left to whoever gets the value. */
    patterns?: 'checked' | 'dropped';
  } = {},
): JsonSchema {
  const walk: Walk = { document, nodes: 0, open: [], keepsPatterns: patterns === 'checked' };
  const sound = soundNode(schema, path, walk, 0);
  if (typeof sound === 'boolean') throw invalid(path, 'expected a schema that is an object');
  if (Buffer.byteLength(JSON.stringify(sound)) > pluginLimits.schemaBytes)
    throw invalid(path, `the schema is larger than ${pluginLimits.schemaBytes} bytes with its references`);
  return sound as JsonSchema;
}

/** The same for what must describe an object: a tool's arguments, a plugin's settings. @throws AppError VALIDATION_ERROR */
export function soundObjectSchema(...parameters: Parameters<typeof soundSchema>): JsonSchema {
  const [, path] = parameters;
  const schema = soundSchema(...parameters);
  if (schema.type !== undefined && schema.type !== 'object')
    throw invalid(`${path}.type`, 'expected the schema of an object');
  return { ...schema, type: 'object', properties: schema.properties ?? {} };
}

type Sound = Record<string, unknown> | boolean;

function soundNode(given: unknown, path: string, walk: Walk, depth: number): Sound {
  if (typeof given === 'boolean') return given;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid(path, 'expected a JSON Schema');
  if (++walk.nodes > mostNodes)
    throw invalid(path, `the schema has more than ${mostNodes} parts with its references`);
  if (depth > deepest) throw invalid(path, `the schema is nested deeper than ${deepest} levels`);
  const { $ref, ...own } = modernized(given as Record<string, unknown>);
  const sound: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(own))
    keep(sound, { keyword, value, path: `${path}.${keyword}` }, walk, depth);
  return $ref === undefined ? sound : withReference(sound, $ref, path, walk, depth);
}

function keep(
  sound: Record<string, unknown>,
  { keyword, value, path }: { keyword: string; value: unknown; path: string },
  walk: Walk,
  depth: number,
): void {
  const check = plainKeywords[keyword];
  if (check) {
    if (!check(value)) throw invalid(path, `is not what ${keyword} may be`);
    sound[keyword] = value;
  } else if (keyword === 'pattern') {
    if (typeof value !== 'string') throw invalid(path, 'expected a pattern');
    if (isUsable(value, path, walk)) sound[keyword] = value;
  } else if (schemaKeywords.has(keyword)) {
    sound[keyword] = soundNode(value, path, walk, depth + 1);
  } else if (schemaListKeywords.has(keyword)) {
    if (!Array.isArray(value) || value.length === 0) throw invalid(path, 'expected a list of schemas');
    sound[keyword] = value.map((one, at) => soundNode(one, `${path}.${at}`, walk, depth + 1));
  } else if (schemaMapKeywords.has(keyword)) {
    sound[keyword] = soundMap(value, { keyword, path }, walk, depth);
  } else if (keyword === '$dynamicRef' || keyword === '$recursiveRef') {
    throw invalid(path, 'only $ref is understood');
  }
}

function soundMap(
  value: unknown,
  { keyword, path }: { keyword: string; path: string },
  walk: Walk,
  depth: number,
): Record<string, Sound> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path, 'expected schemas by their names');
  const entries = Object.entries(value).filter(
    ([name]) => keyword !== 'patternProperties' || isUsable(name, path, walk),
  );
  for (const [name] of entries) {
    if (reserved.has(name) || name.length > 200)
      throw invalid(path, `${name.slice(0, 50)} cannot be a name here`);
  }
  return Object.fromEntries(
    entries.map(([name, one]) => [name, soundNode(one, `${path}.${name}`, walk, depth + 1)]),
  );
}

function isUsable(pattern: string, path: string, { keepsPatterns }: Walk): boolean {
  const problem = problemOfPattern(pattern);
  if (problem !== undefined && keepsPatterns) throw invalid(path, `the pattern cannot be used: ${problem}`);
  return problem === undefined;
}

function withReference(
  own: Record<string, unknown>,
  reference: unknown,
  path: string,
  walk: Walk,
  depth: number,
): Sound {
  if (typeof reference !== 'string' || !reference.startsWith('#'))
    throw invalid(`${path}.$ref`, 'a reference stays inside the document');
  if (walk.open.includes(reference)) return own;
  walk.open.push(reference);
  const target = soundNode(lookUp(walk.document, reference, path), path, walk, depth + 1);
  walk.open.pop();
  const onlyDescribes = Object.keys(own).every((keyword) => annotations.has(keyword));
  if (onlyDescribes && typeof target === 'object') return { ...target, ...own };
  const { allOf, ...rest } = own;
  return { ...rest, allOf: [...((allOf as Sound[] | undefined) ?? []), target] };
}

/** What a JSON pointer (RFC 6901) in a fragment means. */
function lookUp(document: unknown, reference: string, path: string): unknown {
  let found = document;
  for (const token of reference.slice(1).split('/').slice(1)) {
    const name = decoded(token).replaceAll('~1', '/').replaceAll('~0', '~');
    const isThere = typeof found === 'object' && found !== null && Object.hasOwn(found, name);
    if (!isThere) throw invalid(`${path}.$ref`, `there is nothing at ${reference.slice(0, 200)}`);
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
