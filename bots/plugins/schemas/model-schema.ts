import { isNode, listOf, own, tell, textOf, type Node } from './node.js';
import type { Resolve } from './resolve-refs.js';

const longestText = 400;
const longestPattern = 200;
const mostValues = 100;
const mostProperties = 100;
/** Of one input, with what its references lead to: a few references can stand for any number of parts. */
const mostParts = 2_000;

/** The same with fewer levels may do. */
export class TooLarge extends Error {
  override name = 'TooLarge';
}

const numbers = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
];
const types = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']);

/**
 * Translates schemas of what is sent to others, of OpenAPI and of MCP, into plain JSON Schema, with nothing in it that refers to anything. Where a schema
 * contains itself, or is deeper than `depth`, the rest is left open: the service checks what it is sent anyway.
 */
export class ModelSchemas {
  private parts = 0;

  constructor(
    private readonly resolve: Resolve,
    private readonly version: '3.0' | '3.1',
    private readonly depth: number,
  ) {}

  /** @throws Unsupported when a reference cannot be followed, TooLarge when there are too many of them */
  of(schema: unknown, depth = this.depth, within: readonly string[] = []): Node {
    if (++this.parts > mostParts) throw new TooLarge();
    if (schema === false) return { not: {} };
    const { node, trail } = this.resolve(schema);
    if (!isNode(node)) return {};
    const description = textOf(node.description);
    const told = description === '' ? {} : { description: tell(description, longestText) };
    if (trail.some((ref) => within.includes(ref)) || depth <= 0) return { ...plainType(node), ...told };
    const inner = (part: unknown): Node => this.of(part, depth - 1, [...within, ...trail]);
    return this.withNull(node, {
      ...plainType(node),
      ...told,
      ...values(node),
      ...this.bounds(node),
      ...objectOf(node, inner),
      ...arrayOf(node, inner),
      ...combined(node, inner),
    });
  }

  /** Before 3.1 a bound was made exclusive by a flag beside it. */
  private bounds(node: Node): Node {
    const found: Node = {};
    for (const name of numbers)
      if (typeof node[name] === 'number' && Number.isFinite(node[name])) found[name] = node[name];
    if (this.version !== '3.0') return found;
    for (const [flag, bound] of [
      ['exclusiveMinimum', 'minimum'],
      ['exclusiveMaximum', 'maximum'],
    ] as const) {
      delete found[flag];
      if (node[flag] !== true || found[bound] === undefined) continue;
      found[flag] = found[bound];
      delete found[bound];
    }
    return found;
  }

  /** `nullable` of 3.0, in words that JSON Schema knows. */
  private withNull(node: Node, schema: Node): Node {
    if (this.version !== '3.0' || node.nullable !== true) return schema;
    if (typeof schema.type === 'string') {
      const { enum: allowed } = schema;
      const isOneOf = Array.isArray(allowed) && !allowed.includes(null);
      return {
        ...schema,
        type: [schema.type, 'null'],
        ...(isOneOf ? { enum: [...(allowed as unknown[]), null] } : {}),
      };
    }
    const { description, ...rest } = schema;
    if (Object.keys(rest).length === 0) return schema;
    return { ...(description === undefined ? {} : { description }), anyOf: [rest, { type: 'null' }] };
  }
}

function plainType(node: Node): Node {
  const named = listOf(typeof node.type === 'string' ? [node.type] : node.type);
  const known = named.filter((type): type is string => typeof type === 'string' && types.has(type));
  if (known.length > 0) return { type: known.length === 1 ? known[0] : [...new Set(known)] };
  return isNode(own(node, 'properties')) ? { type: 'object' } : {};
}

function values(node: Node): Node {
  const found: Node = {};
  // A list that is cut would forbid the rest of it.
  if (Array.isArray(node.enum) && node.enum.length > 0 && node.enum.length <= mostValues)
    found.enum = [...new Set(node.enum as unknown[])];
  if ('const' in node) found.const = node.const;
  if (isShort(node.default)) found.default = node.default;
  if (typeof node.format === 'string' && node.format.length <= 50) found.format = node.format;
  if (typeof node.pattern === 'string' && node.pattern.length <= longestPattern) found.pattern = node.pattern;
  if (node.uniqueItems === true) found.uniqueItems = true;
  return found;
}

const isShort = (value: unknown): boolean =>
  value !== undefined && JSON.stringify(value).length <= longestText;

function objectOf(node: Node, inner: (part: unknown) => Node): Node {
  const given = own(node, 'properties');
  const found: Node = {};
  if (isNode(given)) {
    const sent = Object.entries(given).filter(([, part]) => !(isNode(part) && part.readOnly === true));
    const properties = sent.slice(0, mostProperties).map(([name, part]) => [name, inner(part)] as const);
    found.properties = Object.fromEntries(properties);
    const readOnly = new Set(Object.keys(given).filter((name) => !sent.some(([one]) => one === name)));
    const required = namesOf(node.required).filter((name) => !readOnly.has(name));
    if (required.length > 0) found.required = required;
  } else if (namesOf(node.required).length > 0) found.required = namesOf(node.required);
  const { additionalProperties } = node;
  const isWhole = !isNode(given) || Object.keys(given).length <= mostProperties;
  if (additionalProperties === false && isWhole) found.additionalProperties = false;
  else if (isNode(additionalProperties)) found.additionalProperties = inner(additionalProperties);
  return found;
}

const namesOf = (value: unknown): string[] => [
  ...new Set(listOf(value).filter((name): name is string => typeof name === 'string')),
];

function arrayOf(node: Node, inner: (part: unknown) => Node): Node {
  if (isNode(node.items)) return { items: inner(node.items) };
  return {};
}

function combined(node: Node, inner: (part: unknown) => Node): Node {
  const found: Node = {};
  for (const name of ['oneOf', 'anyOf', 'allOf']) {
    const parts = listOf(node[name]);
    if (parts.length > 0 && parts.length <= 50) found[name] = parts.map(inner);
  }
  if (isNode(node.not)) found.not = inner(node.not);
  return found;
}
