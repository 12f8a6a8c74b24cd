import type { HttpBody, ParameterStyle } from '../http-operation.js';
import type { ArgumentNames } from './argument-names.js';
import type { ModelSchemas } from '../../schemas/model-schema.js';
import { isHeaderText } from '../header-text.js';
import { isNode, listOf, nodeOf, own, tell, textOf, type Node } from '../../schemas/node.js';
import type { Argument } from './parameters.js';
import type { Resolve } from '../../schemas/resolve-refs.js';
import { Unsupported } from '../../schemas/unsupported.js';

const formats: [RegExp, HttpBody['format']][] = [
  [/^application\/json\b/i, 'json'],
  [/^application\/[\w.-]+\+json\b/i, 'json'],
  [/^application\/x-www-form-urlencoded\b/i, 'form'],
  [/^text\/plain\b/i, 'text'],
];

/**
 * The body of a request. An object's properties become arguments beside the parameters; what is not a plain object, or
 * an object that may be left out as a whole, stays one argument. @throws Unsupported for other media types
 */
export function readBody(
  given: unknown,
  { schemas, names, resolve }: { schemas: ModelSchemas; names: ArgumentNames; resolve: Resolve },
): { body: HttpBody | null; arguments: Argument[] } {
  const { node } = resolve(given);
  if (!isNode(node)) return { body: null, arguments: [] };
  const content = nodeOf(node.content);
  const types = Object.keys(content);
  if (types.length === 0) return { body: null, arguments: [] };
  const [mediaType, format] = chosen(types);
  const media = nodeOf(resolve(content[mediaType]).node);
  const isRequired = node.required === true;
  const schema = schemas.of(flattened(media.schema ?? {}, resolve));
  const encodings = nodeOf(media.encoding);

  if (format !== 'text' && isPlainObject(schema, isRequired)) {
    const required = listOf(schema.required);
    const properties: HttpBody['properties'] = [];
    const found = Object.entries(nodeOf(schema.properties)).map(([name, part]) => {
      const argument = names.name(name, 'body');
      properties.push({ argument, name, ...encodingOf(own(encodings, name)) });
      return { argument, schema: nodeOf(part), required: required.includes(name) };
    });
    return {
      body: { mediaType, required: isRequired, format, argument: null, properties },
      arguments: found,
    };
  }
  const argument = names.name('body', 'body');
  const text = textOf(node.description);
  const whole: Node = format === 'text' ? { type: 'string' } : schema;
  return {
    body: { mediaType, required: isRequired, format, argument, properties: [] },
    arguments: [
      {
        argument,
        required: isRequired,
        schema:
          text === '' || whole.description !== undefined ? whole : { ...whole, description: tell(text, 400) },
      },
    ],
  };
}

function chosen(types: string[]): [string, HttpBody['format']] {
  for (const [pattern, format] of formats) {
    const type = types.find((one) => pattern.test(one) && isHeaderText(one));
    if (type !== undefined) return [type, format];
  }
  if (types.some((type) => /^(\*\/\*|application\/\*)$/.test(type))) return ['application/json', 'json'];
  throw new Unsupported(
    `its body is ${types.slice(0, 3).join(' or ').slice(0, 120)}, which is not supported`,
  );
}

/** An object of known properties; one that may be left out, but not by half, stays in one piece. */
const isPlainObject = (schema: Node, isRequired: boolean): boolean =>
  schema.type === 'object' &&
  Object.keys(nodeOf(schema.properties)).length > 0 &&
  !isNode(schema.additionalProperties) &&
  ['oneOf', 'anyOf', 'allOf', 'not'].every((name) => schema[name] === undefined) &&
  (isRequired || listOf(schema.required).length === 0);

/** Inheritance (`allOf` of plain objects) as the one object that it means. */
function flattened(schema: unknown, resolve: Resolve, depth = 3): unknown {
  const { node } = resolve(schema);
  if (!isNode(node) || !Array.isArray(node.allOf) || node.allOf.length > 20 || depth === 0) return schema;
  const { allOf, ...rest } = node;
  const parts = [...(allOf as unknown[]), rest].map(
    (part) => resolve(flattened(part, resolve, depth - 1)).node,
  );
  const arePlain = parts.every(
    (part) => isNode(part) && ['oneOf', 'anyOf', 'allOf', 'not'].every((name) => part[name] === undefined),
  );
  if (!arePlain) return schema;
  const merged: Node = Object.assign({}, ...parts) as Node;
  const properties: unknown = Object.assign({}, ...parts.map((part) => nodeOf(own(part, 'properties'))));
  const required = parts.flatMap((part) => listOf(own(part, 'required')));
  return { ...merged, type: 'object', properties, required };
}

function encodingOf(given: unknown): { style: ParameterStyle; explode: boolean } {
  const { style, explode } = nodeOf(given);
  const known = (['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const).find(
    (one) => one === style,
  );
  return {
    style: known ?? 'form',
    explode: typeof explode === 'boolean' ? explode : (known ?? 'form') === 'form',
  };
}
